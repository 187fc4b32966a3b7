using LeanRx.Cli.Operators;
using LeanRx.Cli.Terminal;

namespace LeanRx.Cli.Watching;

/// <summary>Where looks are shown.</summary>
abstract class WatchScreen : IDisposable
{
    public static WatchScreen Choose(OperatorTarget server, bool isJson, double seconds) => isJson || ConsoleTerminal.Find(withoutColours: false) is null
        ? new LineScreen(Console.Out, isJson) : new LiveScreen(server, seconds);

    /// <summary>Shows one after another until they end, or until there is a signal or a key.</summary>
    public abstract Task ShowAsync(Watch watch, CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }
}
