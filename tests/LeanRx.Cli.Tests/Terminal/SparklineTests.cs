using LeanRx.Cli.Terminal;

namespace LeanRx.Cli.Tests.Terminal;

public class SparklineTests
{
    [Theory]
    [InlineData(new double[] { 0, 1, 50, 100 }, 4, "▁▂▅█")]
    [InlineData(new double[] { 0, 0 }, 2, "▁▁")]
    [InlineData(new double[] { 1, 2, 4 }, 2, "▅█")]
    [InlineData(new double[] { 4 }, 3, "  █")]
    [InlineData(new[] { 1, double.NaN, 1 }, 3, "█ █")]
    [InlineData(new double[] { 1, 2 }, 0, "")]
    [InlineData(new double[] { }, 2, "  ")]
    public void The_largest_value_is_as_high_as_the_row_and_whatever_there_is_stands_out_from_nothing(double[] values, int width, string plot) =>
        Assert.Equal(plot, Sparkline.Of(values, width));
}
