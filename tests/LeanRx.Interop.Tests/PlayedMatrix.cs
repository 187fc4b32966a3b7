namespace LeanRx.Interop.Tests;

/// <summary>
/// The matrix, played once for all tests: where all is tested every SDK with every other, otherwise each with LeanRx. Without node it stays empty, and the
/// tests say so.
/// </summary>
public sealed class PlayedMatrix : IAsyncLifetime
{
    public static IReadOnlyList<Pair> Pairs { get; } =
        Amount.Of(some: [.. Sdk.All.Select(sdk => new Pair(Sdk.LeanRxJson, sdk))], all: Pair.Of(Sdk.All));

    public IReadOnlyList<Cell> Cells { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (NodeModules.Lack is null)
            Cells = await Matrix.PlayAsync(Pairs);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
