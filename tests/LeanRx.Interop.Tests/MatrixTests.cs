namespace LeanRx.Interop.Tests;

/// <summary>The published SDKs, unmodified, against this server: every version with LeanRx and, where all is tested, with every other.</summary>
[Collection(MatrixGroup.Name)]
public sealed class MatrixTests(PlayedMatrix matrix)
{
    public static TheoryData<string> Pairs => new(PlayedMatrix.Pairs.Select(pair => pair.Title));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_SDKs_understand_each_other_in_all_that_both_offer(string pair)
    {
        Assert.SkipUnless(NodeModules.Lack is null, NodeModules.Lack ?? "");

        var cells = matrix.Cells.Where(cell => cell.Pair == pair).ToList();
        Assert.Equal(Repertoire.Titles, cells.Select(cell => cell.Scenario));
        Faults.None(cells);
    }
}
