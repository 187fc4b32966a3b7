namespace LeanRx.Interop.Tests;

/// <summary>What the README shows of the original SDKs is what they do.</summary>
[Collection(MatrixGroup.Name)]
public sealed class ReadmeTests(PlayedMatrix matrix)
{
    static string Readme(string name) => Path.Combine(NodeModules.Folder, "..", "..", "..", name);

    [Fact]
    public void The_matrix_in_the_README_is_the_one_that_was_played()
    {
        Assert.SkipUnless(NodeModules.Lack is null, NodeModules.Lack ?? "");

        Assert.Equal(MatrixText.Of(Sdk.All, matrix.Cells), MarkedText.Read(Readme("README.md"), "matrix"));
    }

    [Fact]
    public async Task The_transcript_in_the_README_is_what_was_said()
    {
        Assert.SkipUnless(NodeModules.Lack is null, NodeModules.Lack ?? "");

        var said = $"```\n{await Transcript.PlayAsync()}```\n";
        Assert.Equal(said, MarkedText.Read(Readme("README.md"), "transcript"));
        Assert.Equal(said, MarkedText.Read(Readme("README.zh-CN.md"), "transcript"));
    }
}
