#include <criterion/criterion.h>

#include "unit/fake_line.h"

/* The settings of a line: its baud rate, DTR, RTS and a break. */

TestSuite(line, .init = fake_line_set_up, .timeout = 30);

Test(line, has_no_settings_if_its_kind_has_none)
{
	static const struct {
		enum line_control control;
		const char *message;
	} rows[] = { { LINE_BAUD, "port: this line has no rate" },
		{ LINE_DTR, "port: this line has no DTR" },
		{ LINE_RTS, "port: this line has no RTS" },
		{ LINE_BREAK, "port: this line has no break" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct line line = fake_line_text("");

		line.operations = &fake_line_operations;
		fake_line_said[0] = '\0';
		cr_expect(!line_control(&line, rows[i].control, 1));
		cr_expect_str_eq(fake_line_said, rows[i].message);
		cr_expect(line.baud == 9600 && line.bytes_per_s == 960);
	}
}

Test(line, passes_each_setting_on)
{
	static const struct {
		enum line_control control;
		uint32_t value;
	} rows[] = { { LINE_BAUD, 115200 }, { LINE_DTR, 1 }, { LINE_RTS, 0 },
		{ LINE_BREAK, 1 } };
	struct line line = fake_line_text("");

	for (int i = 0; i < 4; i++) {
		cr_expect(line_control(&line, rows[i].control, rows[i].value));
		cr_expect(fake_line_asked.calls == i + 1);
		cr_expect(fake_line_asked.control == rows[i].control);
		cr_expect(fake_line_asked.value == rows[i].value);
		cr_expect(
		    line.baud == 115200 && line.bytes_per_s == 11520, "%d", i);
	}
	cr_expect_str_eq(fake_line_said, "");
}

Test(line, keeps_its_rate_if_another_is_refused)
{
	struct line line = fake_line_text("");

	fake_line_asked.result = false;
	cr_expect(!line_control(&line, LINE_BAUD, 115200));
	cr_expect(fake_line_asked.calls == 1);
	cr_expect(line.baud == 9600 && line.bytes_per_s == 960);
}

Test(line, is_set_after_its_output_is_sent)
{
	struct line line = fake_line_text("");

	fake_line_held = 20;
	cr_expect(line_control(&line, LINE_DTR, 1));

	cr_expect(fake_line_asked.calls == 1 && fake_line_asked.held == 0);
}

Test(line, is_set_although_it_is_stuck)
{
	struct line line = fake_line_text("");

	line.operations = &fake_line_stuck;
	fake_line_held = 20;
	cr_expect(line_control(&line, LINE_BREAK, 1));

	cr_expect(fake_line_asked.calls == 1 && fake_line_asked.held == 20);
}
