/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sequences of fail_nth.c that need no file: names, handles, events, waits,
 * views. Those about files are in fail_files.h.
 */
#ifndef NAMEDMAP_FAIL_SEQUENCES_H
#define NAMEDMAP_FAIL_SEQUENCES_H

#include "fail_checks.h"

/* What follows it in a line goes on with what a successful call gave. */
#define CREATES(...) .create = {					       \
	.access = ALL, .protection = NAMEDMAP_PAGE_READWRITE, .mode = 0600,    \
	.section_size = SIZE, .backing_fd = -1, ##__VA_ARGS__ }, .call = create

static const struct sequence plain_sequences[] = {
	{ "create a section without a name", nothing,
	  CREATES(), section_is_right, .failures = { 3, 2 } },
	{ "create a section with a name", nothing,
	  CREATES(), section_is_right, no_name, .named = true,
	  .failures = { 4, 3 } },
	{ "create an exclusive section", nothing,
	  CREATES(.flags = NAMEDMAP_CREATE_EXCLUSIVE), section_is_right, no_name,
	  .named = true, .failures = { 4, 3 } },
	{ "create a read-only section", nothing,
	  CREATES(.protection = NAMEDMAP_PAGE_READONLY), section_is_right,
	  no_name, .named = true, .failures = { 4, 3 } },
	{ "create a copy-on-write section", nothing,
	  CREATES(.protection = NAMEDMAP_PAGE_WRITECOPY), section_is_right,
	  no_name, .named = true, .failures = { 4, 3 } },
	{ "create an executable section", nothing,
	  CREATES(.protection = NAMEDMAP_PAGE_EXECUTE_READWRITE),
	  section_is_right, no_name, .named = true, .failures = { 4, 3 } },
	{ "create a reserved section", nothing,
	  CREATES(.attributes = NAMEDMAP_SECTION_RESERVE), section_is_right,
	  no_name, .named = true, .failures = { 4, 3 } },
	{ "create an existing section", have_section,
	  CREATES(), is_another_handle, .named = true, .failures = { 1, 3 } },
	{ "create an existing section, exclusive", have_section,
	  CREATES(.flags = NAMEDMAP_CREATE_EXCLUSIVE), fine, .named = true,
	  .normal = -EEXIST, .failures = { 0, 2 } },
	{ "create an event without a name", nothing,
	  create_event, event_is_right, .failures = { 3, 2 } },
	{ "create an event with a name", nothing,
	  create_event, event_is_right, no_name, .named = true,
	  .failures = { 4, 3 } },
	{ "create an existing event", have_event,
	  create_event, is_another_handle, one_handle, .named = true,
	  .failures = { 1, 3 } },
	{ "create a mutex", nothing,
	  create_mutex, mutex_is_right, no_name, .named = true,
	  .failures = { 4, 3 } },
	{ "create a semaphore", nothing,
	  create_semaphore, semaphore_is_right, no_name, .named = true,
	  .failures = { 4, 3 } },
	{ "open a section", have_section,
	  open_section, is_another_handle, .failures = { 1, 3 } },
	{ "open an event", have_event,
	  open_event, is_another_handle, one_handle, .failures = { 1, 3 } },
	{ "duplicate a handle", have_section,
	  duplicate, is_another_handle, .failures = { 1, 2 } },
	{ "duplicate a handle, by the device", have_section,
	  duplicate_on_device, is_another_handle, .failures = { 1, 2 } },
	{ "query with the name", have_section,
	  query_name, fine, .failures = { 0, 3 } },
	{ "compare", have_section, compare, fine, .failures = { 0, 2 } },
	{ "flush a section of memory", have_section,
	  flush_section, fine, .failures = { 0, 1 } },
	{ "set an event", have_unset_event,
	  set, event_is_now_set, event_set_if_late, .failures = { 0, 3 } },
	{ "reset an event", have_event,
	  reset, event_is_now_reset, event_reset_unless_late,
	  .failures = { 0, 3 } },
	{ "release a mutex", have_owned_mutex,
	  release_mutex, count_is_now_0, count_is_0_if_late,
	  .failures = { 0, 3 } },
	{ "abandon a mutex", have_owned_mutex,
	  abandon_mutex, count_is_now_0, count_is_now_1, .failures = { 0, 1 } },
	{ "take a mutex again", have_owned_mutex,
	  take_again, count_is_now_2, count_is_now_1, .failures = { 0, 3 } },
	{ "release a semaphore", have_empty_semaphore,
	  release_semaphore, count_is_now_1, count_is_1_if_late,
	  .failures = { 0, 3 } },
	{ "wait for any of three events", have_three_events,
	  wait_any_three, took_one, events_are_set, .failures = { 0, 3 } },
	{ "wait for any of many events", have_many_events,
	  wait_any_many, took_one, events_are_set, .failures = { 1, 3 } },
	{ "wait for all of many events", have_many_events,
	  wait_all_many, took_all, events_are_set, .failures = { 1, 3 } },
	{ "wait for any of many pipes", have_pipes,
	  wait_for_pipes, last_pipe, .failures = { 1, 3 } },
	{ "wait for many pipes in vain", have_pipes,
	  wait_in_vain, fine, .normal = -ETIMEDOUT, .failures = { 1, 2, 1 } },
	{ "open the device", nothing,
	  open_device, device_works, .failures = { 1, 1 } },
	{ "close the device", have_device, close_device, fine },
	{ "make a private world", have_device,
	  make_world, world_is_private, no_world, .failures = { 1, 1 } },
	{ "close the last handle of a section", have_section,
	  close_section, gone },
	{ "close the last handle of a section with a view", have_view,
	  close_section, view_survives },
	{ "close the last handle of an event", have_event, close_event, gone },
	{ "map a shared view", have_section,
	  map_shared, view_is_right, .failures = { 1 } },
	{ "map a private view", have_section,
	  map_private, view_is_right, .failures = { 1 } },
	{ "unmap a view", have_view, unmap, fine },
	{ "touch a shared view", have_view, touch, touched },
	{ "touch a private view", have_private_view, touch, touched },
	{ "touch a shared view in a call", have_view_and_zero,
	  touch_in_a_call, touched, .also = EFAULT, .failures = { 0, 0, 1 } },
	{ "touch a private view in a call", have_private_view_and_zero,
	  touch_in_a_call, touched, .also = EFAULT, .failures = { 0, 0, 1 } },
	{ "send a handle", have_sockets,
	  pass, is_in_flight, .also = ENOBUFS, .failures = { 1, 1 } },
	{ "receive a handle", have_sent,
	  receive, is_the_same_handle, .failures = { 0, 1 } },
	{ "read a handle's fdinfo", have_fdinfo,
	  read_fdinfo, fine, .failures = { 1, 1 } },
};

static const struct sequence fork_sequence = {
	"fork with a view and handles", have_family,
	fork_child, child_is_right, view_as_before, .also = EAGAIN,
	.failures = { 50, 0, 1 },
};

static const struct sequence long_name_sequences[] = {
	{ "create a section with a long name", nothing,
	  CREATES(), section_is_right, no_name, .named = true,
	  .failures = { 4, 3 } },
	{ "create an event with a long name", nothing,
	  create_event, event_is_right, no_name, .named = true,
	  .failures = { 4, 3 } },
	{ "open a section with a long name", have_section,
	  open_section, is_another_handle, .failures = { 1, 3 } },
};

static const struct sequence namespace_sequences[] = {
	{ "create a section in a user namespace", nothing,
	  CREATES(), section_is_right, no_name, .named = true,
	  .failures = { 6, 3 } },
	{ "create an event in a user namespace", nothing,
	  create_event, event_is_right, no_name, .named = true,
	  .failures = { 6, 3 } },
};

static const struct sequence first_handle_sequence = {
	"create the first section", have_fresh_device,
	CREATES(), section_is_right, no_name, .named = true,
	.failures = { 15, 3 },
};

static const struct sequence large_pages_sequence = {
	"create a section of large pages", nothing,
	CREATES(.attributes = NAMEDMAP_SECTION_LARGE_PAGES |
			      NAMEDMAP_SECTION_COMMIT, .section_size = 2 << 20),
	section_is_right, no_name, .named = true, .failures = { 6, 3 },
};

#endif /* NAMEDMAP_FAIL_SEQUENCES_H */
