namespace LeanRx.Interop.Tests;

/// <summary>The dialects that the matrix does not show: base64 in text frames, and messages pushed at login over protobuf (protocol.md §2.1, §2.2).</summary>
public sealed class DialectTests
{
    [Fact]
    public async Task Base64_and_pushed_messages_carry_the_same()
    {
        Assert.SkipUnless(NodeModules.Lack is null, NodeModules.Lack ?? "");

        var cells = await Matrix.PlayAsync([new Pair(Sdk.LeanRxBase64, Sdk.Js5Base64), new Pair(Sdk.Js3Base64, Sdk.Js4Pushing),
            new Pair(Sdk.Js34Base64, Sdk.Js34Pushing)]);
        Assert.Equal(3 * Repertoire.Titles.Count, cells.Count);
        Faults.None(cells);
    }
}
