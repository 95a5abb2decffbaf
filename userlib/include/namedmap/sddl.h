/* SPDX-License-Identifier: MIT */
/* Security as text. What these calls return is freed with LocalFree(). */
#ifndef NAMEDMAP_SDDL_H
#define NAMEDMAP_SDDL_H

#include "securitybaseapi.h"

#define SDDL_REVISION_1			1
#define SDDL_REVISION			SDDL_REVISION_1

#ifdef __cplusplus
extern "C" {
#endif

BOOL WINAPI ConvertSidToStringSidA(PSID Sid, LPSTR *StringSid)
	NAMEDMAP_SYMBOL(ConvertSidToStringSidA);
BOOL WINAPI ConvertSidToStringSidW(PSID Sid, LPWSTR *StringSid)
	NAMEDMAP_SYMBOL(ConvertSidToStringSidW);
BOOL WINAPI ConvertStringSidToSidA(LPCSTR StringSid, PSID *Sid)
	NAMEDMAP_SYMBOL(ConvertStringSidToSidA);
BOOL WINAPI ConvertStringSidToSidW(NAMEDMAP_WIDE StringSid, PSID *Sid)
	NAMEDMAP_SYMBOL(ConvertStringSidToSidW);
BOOL WINAPI ConvertStringSecurityDescriptorToSecurityDescriptorA(
	LPCSTR StringSecurityDescriptor, DWORD StringSDRevision,
	PSECURITY_DESCRIPTOR *SecurityDescriptor,
	PULONG SecurityDescriptorSize)
	NAMEDMAP_SYMBOL(ConvertStringSecurityDescriptorToSecurityDescriptorA);
BOOL WINAPI ConvertStringSecurityDescriptorToSecurityDescriptorW(
	NAMEDMAP_WIDE StringSecurityDescriptor, DWORD StringSDRevision,
	PSECURITY_DESCRIPTOR *SecurityDescriptor,
	PULONG SecurityDescriptorSize)
	NAMEDMAP_SYMBOL(ConvertStringSecurityDescriptorToSecurityDescriptorW);

#ifdef __cplusplus
}
#endif

#define ConvertSidToStringSid	NAMEDMAP_AW(ConvertSidToStringSid)
#define ConvertStringSidToSid	NAMEDMAP_AW(ConvertStringSidToSid)
#define ConvertStringSecurityDescriptorToSecurityDescriptor \
	NAMEDMAP_AW(ConvertStringSecurityDescriptorToSecurityDescriptor)

#endif
