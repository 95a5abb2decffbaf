// SPDX-License-Identifier: GPL-2.0-only
//
// Where the driver can be changed, one line for each place on standard output:
// rule, file, first line and column, last line and column (exclusive). What is
// put there is mutants.py's business.

@initialize:python@
@@

def show(rule, first, last):
    first, last = first[0], last[0]
    print(rule, first.file, first.line, first.column, last.line_end, last.column_end)

// A condition that is turned round.
@a_condition@
expression E;
statement S1, S2;
position p;
@@
(
 if (E@p) S1
|
 if (E@p) S1 else S2
|
 while (E@p) S1
)

@script:python@
p << a_condition.p;
@@
show("condition", p, p)

@a_choice@
expression E, E1, E2;
position p;
@@
 E@p ? E1 : E2

@script:python@
p << a_choice.p;
@@
show("condition", p, p)

// A call that is not made.
@a_call@
identifier f;
position p, q;
@@
 f@p(...)@q;

@script:python@
p << a_call.p;
q << a_call.q;
@@
show("call", p, q)

// A member that is not set.
@a_assignment@
expression E1, E2;
identifier member;
position p, q;
@@
(
 E1@p->member = E2;@q
|
 E1@p.member = E2;@q
)

@script:python@
p << a_assignment.p;
q << a_assignment.q;
@@
show("assignment", p, q)

// Another number.
@a_constant@
constant C;
position p;
@@
 C@p

@script:python@
p << a_constant.p;
@@
show("constant", p, p)

// Another way out of an error.
@a_label@
identifier l;
position p;
@@
 goto l@p;

@script:python@
p << a_label.p;
@@
show("label", p, p)

// A failure that is forgotten.
@a_result@
identifier ret =~ "^(ret|err)$";
position p;
@@
 return ret@p;

@script:python@
p << a_result.p;
@@
show("result", p, p)

// A comparison that is off by one, or the other way round; "and" for "or".
@a_operator@
expression E1, E2;
position p;
@@
(
 E1 <@p E2
|
 E1 <=@p E2
|
 E1 >@p E2
|
 E1 >=@p E2
|
 E1 ==@p E2
|
 E1 !=@p E2
|
 E1 &&@p E2
|
 E1 ||@p E2
)

@script:python@
p << a_operator.p;
@@
show("operator", p, p)

// Bits that are not taken away, or added, or asked for.
@a_bits@
expression E1, E2;
position p;
@@
(
 E1 &@p E2
|
 E1 |@p E2
|
 E1 |=@p E2
|
 E1 &=@p E2
)

@script:python@
p << a_bits.p;
@@
show("bits", p, p)
