/* SPDX-License-Identifier: MIT */
/* Security of objects by their handles. */
#ifndef NAMEDMAP_ACLAPI_H
#define NAMEDMAP_ACLAPI_H

#include "accctrl.h"

#ifdef __cplusplus
extern "C" {
#endif

DWORD WINAPI GetSecurityInfo(HANDLE handle, SE_OBJECT_TYPE ObjectType,
	SECURITY_INFORMATION SecurityInfo, PSID *ppsidOwner, PSID *ppsidGroup,
	PACL *ppDacl, PACL *ppSacl, PSECURITY_DESCRIPTOR *ppSecurityDescriptor)
	NAMEDMAP_SYMBOL(GetSecurityInfo);
DWORD WINAPI SetSecurityInfo(HANDLE handle, SE_OBJECT_TYPE ObjectType,
	SECURITY_INFORMATION SecurityInfo, PSID psidOwner, PSID psidGroup,
	PACL pDacl, PACL pSacl) NAMEDMAP_SYMBOL(SetSecurityInfo);

#ifdef __cplusplus
}
#endif

#endif
