using LeanRx.Cli.Terminal;

namespace LeanRx.Cli.Tests.Terminal;

public class LineEditorTests
{
    readonly LineEditor _editor = new();

    /// <summary>The line, with a bar where the cursor is.</summary>
    string Line => _editor.Line.Text.Insert(_editor.Line.Cursor, "|");

    string? Take(params IEnumerable<ConsoleKeyInfo> keys)
    {
        string? last = null;
        foreach (var key in keys)
            if (_editor.Take(key, out var entered) == EditOutcome.Entered)
                last = entered;
        return last;
    }

    [Fact]
    public void What_is_typed_is_entered_and_the_line_is_free_again()
    {
        Take(Keys.Of("hello"));
        Assert.Equal("hello|", Line);
        Assert.Equal("hello", Take(Keys.Enter));
        Assert.Equal("|", Line);
    }

    [Theory]
    [InlineData(ConsoleKey.LeftArrow, false, "one two|three", "one tw|othree")]
    [InlineData(ConsoleKey.B, true, "one two|three", "one tw|othree")]
    [InlineData(ConsoleKey.RightArrow, false, "one two|three", "one twot|hree")]
    [InlineData(ConsoleKey.Home, false, "one two|three", "|one twothree")]
    [InlineData(ConsoleKey.A, true, "one two|three", "|one twothree")]
    [InlineData(ConsoleKey.End, false, "one two|three", "one twothree|")]
    [InlineData(ConsoleKey.E, true, "one two|three", "one twothree|")]
    [InlineData(ConsoleKey.Backspace, false, "one two|three", "one tw|three")]
    [InlineData(ConsoleKey.Delete, false, "one two|three", "one two|hree")]
    [InlineData(ConsoleKey.D, true, "one two|three", "one two|hree")]
    [InlineData(ConsoleKey.U, true, "one two|three", "|three")]
    [InlineData(ConsoleKey.K, true, "one two|three", "one two|")]
    [InlineData(ConsoleKey.W, true, "one two|three", "one |three")]
    [InlineData(ConsoleKey.LeftArrow, true, "one two|three", "one |twothree")]
    [InlineData(ConsoleKey.RightArrow, true, "one| two three", "one two| three")]
    [InlineData(ConsoleKey.T, true, "ab|c", "acb|")]
    [InlineData(ConsoleKey.T, true, "abc|", "acb|")]
    [InlineData(ConsoleKey.LeftArrow, false, "|one", "|one")]
    [InlineData(ConsoleKey.Backspace, false, "|one", "|one")]
    [InlineData(ConsoleKey.Delete, false, "one|", "one|")]
    [InlineData(ConsoleKey.T, true, "|", "|")]
    [InlineData(ConsoleKey.F5, false, "one|", "one|")]
    public void Keys_do_what_they_do_in_a_shell(ConsoleKey key, bool isControl, string before, string after)
    {
        _editor.Line.Set(before.Replace("|", "", StringComparison.Ordinal));
        while (_editor.Line.Cursor > before.IndexOf('|', StringComparison.Ordinal))
            _editor.Line.Left();
        Take(isControl ? Keys.Control(key) : Keys.Of(key));
        Assert.Equal(after, Line);
    }

    [Fact]
    public void What_was_cut_can_be_pasted()
    {
        Take([.. Keys.Of("one two"), Keys.Control(ConsoleKey.W), Keys.Control(ConsoleKey.A), Keys.Control(ConsoleKey.Y)]);
        Assert.Equal("two|one ", Line);
    }

    [Theory]
    [InlineData("耗子")]
    [InlineData("a👨‍👩‍👧")]
    [InlineData("ce\u0301")]
    [InlineData("😀😀")]
    public void A_character_as_a_person_counts_them_is_one_for_the_cursor_and_for_deleting(string text)
    {
        Take(Keys.Of(text));
        Assert.Equal(text + "|", Line);
        Take(Keys.Of(ConsoleKey.LeftArrow), Keys.Of(ConsoleKey.LeftArrow));
        Assert.Equal("|" + text, Line);
        Take(Keys.Of(ConsoleKey.Delete), Keys.Of(ConsoleKey.End), Keys.Of(ConsoleKey.Backspace));
        Assert.Equal("|", Line);
    }

    [Fact]
    public void Half_a_character_is_not_typed()
    {
        Take(Keys.Of("\ude00a\ud83db"));
        Assert.Equal("ab|", Line);
    }

    [Fact]
    public void Earlier_lines_come_back_and_what_was_being_typed_waits_at_the_end()
    {
        Take([.. Keys.Of("one"), Keys.Enter, .. Keys.Of("two"), Keys.Enter, .. Keys.Of("two"), Keys.Enter, .. Keys.Of("thr")]);
        var seen = new List<string>();
        foreach (var key in Enumerable.Repeat(ConsoleKey.UpArrow, 3).Concat(Enumerable.Repeat(ConsoleKey.DownArrow, 3)))
        {
            Take(Keys.Of(key));
            seen.Add(Line);
        }
        Assert.Equal(["two|", "one|", "one|", "two|", "thr|", "thr|"], seen);
    }

    [Fact]
    public void The_key_for_the_end_of_input_ends_only_where_nothing_is_typed()
    {
        Take(Keys.Of("a"));
        Take(Keys.Control(ConsoleKey.A));
        Assert.Equal(EditOutcome.Edited, _editor.Take(Keys.Control(ConsoleKey.D), out _));
        Assert.Equal("|", Line);
        Assert.Equal(EditOutcome.Ended, _editor.Take(Keys.Control(ConsoleKey.D), out _));
    }

    [Fact]
    public void Control_characters_are_no_text()
    {
        Take(Keys.Of("a\u001b\tb\u0007"));
        Assert.Equal("ab|", Line);
    }
}
