namespace LeanRx.Interop;

/// <summary>Every scenario between every two SDKs.</summary>
public static class Matrix
{
    /// <summary>Plays it all; pairs play side by side.</summary>
    public static Task<IReadOnlyList<Cell>> PlayAsync(IReadOnlyList<Sdk> sdks) => PlayAsync(Pair.Of(sdks));

    /// <summary>Plays these pairs alone.</summary>
    /// <param name="pairs">The columns.</param>
    /// <param name="start">Starts what serves them, twice: the second is strict. Default: one server.</param>
    public static async Task<IReadOnlyList<Cell>> PlayAsync(IReadOnlyList<Pair> pairs, BackendStart? start = null) =>
        [.. (await Task.WhenAll(PlayAsync(pairs, Repertoire.All, start), PlayStrictAsync(pairs, Repertoire.Strict, start))).SelectMany(cells => cells)];

    /// <summary>Plays these rows alone of these pairs, between logging in and coming back.</summary>
    public static async Task<IReadOnlyList<Cell>> PlayAsync(IReadOnlyList<Pair> pairs, IReadOnlyList<Scenario> scenarios, BackendStart? start = null)
    {
        await using var theatre = await Theatre.OpenAsync(SdksOf(pairs), start: start);
        var performances = await Task.WhenAll(pairs.Select(pair => Performance.OfAsync(theatre, pair)));

        await Task.WhenAll(performances.Select(async performance =>
        {
            await performance.LogInAsync(Repertoire.LogIn);
            await performance.PlayAsync(scenarios);
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

    /// <summary>Plays these rows on a server that demands signatures.</summary>
    public static async Task<IReadOnlyList<Cell>> PlayStrictAsync(IReadOnlyList<Pair> pairs, IReadOnlyList<Scenario> scenarios, BackendStart? start = null)
    {
        await using var theatre = await Theatre.OpenAsync(SdksOf(pairs), isStrict: true, start);
        var performances = await Task.WhenAll(pairs.Select(pair => Performance.OfAsync(theatre, pair)));
        await Task.WhenAll(performances.Select(async performance =>
        {
            await performance.LogInAsync(Repertoire.SignedLogIn);
            await performance.PlayAsync(scenarios);
        }));
        return [.. performances.SelectMany(performance => performance.Cells)];
    }

    static IEnumerable<Sdk> SdksOf(IReadOnlyList<Pair> pairs) => pairs.SelectMany(pair => (Sdk[])[pair.First, pair.Second]);
}
