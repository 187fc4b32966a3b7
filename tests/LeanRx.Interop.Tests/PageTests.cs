namespace LeanRx.Interop.Tests;

/// <summary>What the page shows of the original SDKs is what they do.</summary>
[Collection(MatrixGroup.Name)]
public sealed class PageTests(PlayedMatrix matrix)
{
    static readonly string Page = Path.Combine(NodeModules.Folder, "..", "README.md");

    [Fact]
    public void The_matrix_on_the_page_is_the_one_that_was_played()
    {
        Assert.SkipUnless(NodeModules.Lack is null, NodeModules.Lack ?? "");

        var page = MarkedText.Read(Page, "matrix");
        if (Amount.IsAll)
            Assert.Equal(MatrixText.Of(Sdk.All, matrix.Cells), page);
        Assert.All(matrix.Cells, cell => Assert.Equal(MatrixText.MarkOf(cell.Outcome), MatrixText.ReadMark(page, Sdk.All, cell)));
    }

    [Fact]
    public async Task The_transcript_on_the_page_is_what_was_said()
    {
        Assert.SkipUnless(NodeModules.Lack is null, NodeModules.Lack ?? "");

        Assert.Equal($"```\n{await Transcript.PlayAsync()}```\n", MarkedText.Read(Page, "transcript"));
    }
}
