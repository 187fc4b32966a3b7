using LeanRx.Cli.Terminal;

namespace LeanRx.Cli.Tests.Terminal;

public class CellTextTests
{
    [Theory]
    [InlineData("", 5, "")]
    [InlineData("one", 5, "one")]
    [InlineData("one two", 5, "one|two")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("onetwothree", 5, "onetw|othre|e")]
    [InlineData("a onetwothree", 5, "a|onetw|othre|e")]
    [InlineData("猫猫猫", 5, "猫猫|猫")]
    [InlineData("a 猫猫猫", 5, "a 猫|猫猫")]
    [InlineData("猫", 1, "猫")]
    [InlineData("12345 6", 5, "12345|6")]
    public void Text_breaks_between_words_and_never_within_a_character(string text, int columns, string rows) =>
        Assert.Equal(rows, string.Join('|', CellText.Wrap(text, columns, columns)));

    [Fact]
    public void The_first_row_may_be_shorter() => Assert.Equal(["one", "two three"], CellText.Wrap("one two three", 4, 9));

    [Theory]
    [InlineData("耗子", 3, "耗")]
    [InlineData("耗子", 4, "耗子")]
    [InlineData("e\u0301a", 1, "e\u0301")]
    [InlineData("abc", 0, "")]
    public void A_beginning_fits_into_its_cells(string text, int cells, string beginning) => Assert.Equal(beginning, CellText.Cut(text, cells));
}
