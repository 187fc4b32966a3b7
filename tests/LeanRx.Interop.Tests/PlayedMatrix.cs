namespace LeanRx.Interop.Tests;

/// <summary>The matrix, played once for all tests. Without node it stays empty, and the tests say so.</summary>
public sealed class PlayedMatrix : IAsyncLifetime
{
    public IReadOnlyList<Cell> Cells { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (NodeModules.Lack is null)
            Cells = await Matrix.PlayAsync(Sdk.All);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
