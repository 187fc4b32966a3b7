namespace LeanRx.Interop.Tests;

/// <summary>The versions that the matrix does not show because another one does the same.</summary>
public sealed class VersionTests
{
    [Fact]
    public async Task Versions_before_357_talk_read_history_and_hear_what_they_missed()
    {
        Assert.SkipUnless(NodeModules.Lack is null, NodeModules.Lack ?? "");

        Pair[] pairs = [.. Sdk.Before357.Select(sdk => new Pair(Sdk.LeanRxJson, sdk)), new(Sdk.LeanRxProtobuf, Sdk.Js356Pushing)];
        var cells = await Matrix.PlayAsync(pairs, Repertoire.Smoke);

        Assert.Equal(pairs.Length * (Repertoire.Smoke.Count + 3), cells.Count);
        Faults.None(cells);
    }
}
