namespace LeanRx.Cli.Terminal;

/// <summary>Ends what is shown when q, Q or Escape is pressed.</summary>
static class QuitKey
{
    /// <summary>Watches the keyboard, where there is one, until the token ends.</summary>
    public static async Task WatchAsync(CancellationTokenSource end)
    {
        if (Console.IsInputRedirected)
            return;
        try
        {
            await foreach (var keys in ConsoleKeys.ReadAsync(end.Token).ConfigureAwait(false))
            {
                if (!keys.Any(key => key.KeyChar is 'q' or 'Q' || key.Key == ConsoleKey.Escape))
                    continue;
                await end.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // What was shown has ended by itself.
        }
    }
}
