using LeanRx.Cli.Terminal;
using Spectre.Console;

namespace LeanRx.Cli.Tests.Terminal;

public class PromptScreenTests
{
    readonly VirtualTerminal _terminal = new(columns: 30, rows: 6);
    readonly PromptScreen _screen;

    public PromptScreenTests()
    {
        _screen = new PromptScreen(_terminal, markColumn: 3, indent: 2);
        _screen.Prompt(Plain("me> "), "nobody types");
    }

    static StyledText Plain(string text) => new(text, Style.Plain);

    static StyledLine Line(string text, string? key = null) => new([Plain("12 .. ")], text, key);

    void Type(string text) => _screen.Edit(text, text.Length);

    [Fact]
    public void What_comes_in_stands_above_the_line_that_is_typed_and_the_cursor_stays_in_it()
    {
        Type("half a sen");
        _screen.Print([Line("one"), Line("two")]);
        Assert.Equal("12 .. one\n12 .. two\nme> half a sen", _terminal.Shown);
        Assert.Equal("me> half a sen".Length, _terminal.Cursor);
    }

    [Fact]
    public void A_flood_leaves_the_line_as_it_is_and_loses_nothing()
    {
        for (var number = 0; number < 1000; number++)
        {
            Type("typed "[..(number % 7)]);
            _screen.Print([Line($"{number}")]);
        }
        Assert.Equal([.. Enumerable.Range(0, 1000).Select(number => $"12 .. {number}"), "me> typed"], _terminal.Text);
    }

    [Fact]
    public void While_nothing_is_typed_the_hint_stands_there()
    {
        Type("");
        Assert.Equal("me> nobody types", _terminal.Shown);
        Assert.Equal(4, _terminal.Cursor);
        Type("a");
        Assert.Equal("me> a", _terminal.Shown);
    }

    [Fact]
    public void Wide_characters_count_as_two_cells()
    {
        Type("耗子");
        Assert.Equal(8, _terminal.Cursor);
        _screen.Edit("耗子", 1);
        Assert.Equal(6, _terminal.Cursor);
    }

    [Fact]
    public void A_line_that_is_longer_than_the_window_moves_sideways_so_that_the_cursor_is_in_view()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(number => (char)('0' + number % 10)));
        Type(text);
        Assert.Equal("me> " + text[^25..], _terminal.Shown);
        Assert.Equal(29, _terminal.Cursor);

        _screen.Edit(text, 0);
        Assert.Equal("me> " + text[..25], _terminal.Shown);
        Assert.Equal(4, _terminal.Cursor);
        Type("short again");
        Assert.Equal("me> short again", _terminal.Shown);
    }

    [Fact]
    public void A_wide_character_is_never_cut_at_the_edge()
    {
        Type("a" + new string('猫', 20));
        Assert.Equal("me> " + new string('猫', 12), _terminal.Shown);
        Assert.Equal(28, _terminal.Cursor);
    }

    [Fact]
    public void A_mark_changes_where_its_line_stands()
    {
        Type("typed");
        _screen.Print([Line("mine", "a"), Line("a text that needs more than one row of this window"), Line("x")]);
        _screen.Mark("a", Plain("✓✓"));
        Assert.Equal("12 ✓✓ mine\n12 .. a text that needs more\nthan one row of this window\n12 .. x\nme> typed", _terminal.Shown);
        Assert.Equal("me> typed".Length, _terminal.Cursor);
    }

    [Fact]
    public void In_a_window_with_room_further_rows_begin_below_the_name()
    {
        var terminal = new VirtualTerminal(columns: 44);
        new PromptScreen(terminal, markColumn: 3, indent: 2).Print([Line("a text that needs more than one row of this window")]);
        Assert.Equal("12 .. a text that needs more than one row of\n  this window\n", terminal.Shown);
    }

    [Fact]
    public void A_mark_of_a_line_that_has_left_the_window_changes_nothing()
    {
        _screen.Print([Line("mine", "a"), .. Enumerable.Range(0, 5).Select(number => Line($"{number}"))]);
        _screen.Mark("a", Plain("✓✓"));
        Assert.Equal("12 .. mine", _terminal.Text[0]);
        _screen.Mark("nobody", Plain("✓✓"));
        Assert.DoesNotContain("✓", string.Concat(_terminal.Text));
    }

    [Fact]
    public void The_last_mark_in_view_is_the_one_in_the_first_row()
    {
        _screen.Print([Line("mine", "a"), .. Enumerable.Range(0, 4).Select(number => Line($"{number}"))]);
        _screen.Mark("a", Plain("✓✓"));
        Assert.Equal("12 ✓✓ mine", _terminal.Text[0]);
    }

    [Fact]
    public void In_another_width_marks_of_earlier_lines_are_left_alone_and_later_ones_are_right()
    {
        _screen.Print([Line("mine", "a")]);
        _terminal.Resize(20);
        _screen.Redraw();
        _screen.Mark("a", Plain("✓✓"));
        _screen.Print([Line("again", "b")]);
        _screen.Mark("b", Plain("✓✓"));
        Assert.Equal("12 .. mine\n12 ✓✓ again\nme> nobody types", _terminal.Shown);
    }

    [Fact]
    public void At_the_end_the_line_is_gone_and_the_next_output_begins_at_the_left()
    {
        Type("typed");
        _screen.Print([Line("one")]);
        _screen.Close();
        _terminal.Write("bye");
        Assert.Equal("12 .. one\nbye", _terminal.Shown);
        _screen.Print([Line("late")]);
        Assert.DoesNotContain("me>", _terminal.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_shown_and_lines_come_out()
    {
        IReadOnlyList<ConsoleKeyInfo>[] portions =
        [
            [.. Keys.Of("he")],
            [.. Keys.Of("llo"), Keys.Enter, .. Keys.Of("/w")],
            [Keys.Control(ConsoleKey.U), Keys.Control(ConsoleKey.D)],
        ];
        var shown = new List<string>();
        var typing = 0;
        async IAsyncEnumerable<IReadOnlyList<ConsoleKeyInfo>> Portions()
        {
            foreach (var portion in portions)
            {
                shown.Add(_terminal.Shown);
                yield return portion;
                await Task.Yield();
            }
        }

        var lines = await PromptLines.ReadAsync(Portions(), _screen, () => typing++, CancellationToken.None).ToListAsync();

        Assert.Equal(["hello"], lines);
        Assert.Equal(["me> nobody types", "me> he", "me> /w"], shown);
        Assert.Equal(1, typing);
    }
}
