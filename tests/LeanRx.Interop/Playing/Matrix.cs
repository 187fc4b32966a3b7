namespace LeanRx.Interop;

/// <summary>Every scenario between every two SDKs.</summary>
public static class Matrix
{
    /// <summary>Plays it all; pairs play side by side.</summary>
    public static async Task<IReadOnlyList<Cell>> PlayAsync(IReadOnlyList<Sdk> sdks)
    {
        await using var theatre = await Theatre.OpenAsync(sdks);
        Performance[] performances = [.. Pair.Of(sdks).Select(pair => new Performance(theatre, pair))];

        await Task.WhenAll(performances.Select(async performance =>
        {
            await performance.LogInAsync();
            await performance.PlayAsync(Repertoire.All);
            await performance.PrepareLossAsync();
        }));

        theatre.Cut();
        await Task.WhenAll(performances.Select(async performance =>
        {
            await performance.ReconnectAsync(Repertoire.AfterCut);
            await performance.PrepareLossAsync();
        }));

        await theatre.RestartAsync();
        await Task.WhenAll(performances.Select(performance => performance.ReconnectAsync(Repertoire.AfterRestart)));

        return [.. performances.SelectMany(performance => performance.Cells)];
    }
}
