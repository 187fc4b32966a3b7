using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>Clients that lose what comes together with the answer to their login.</summary>
internal static class LateListeners
{
    /// <summary>What is written so much later does not come in one read with the answer.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// JavaScript 3.5.0 to 3.5.6: until the login's answer was handled they keep a promise in the client's place, and drop what comes for it.
    /// </summary>
    /// <remarks>Who comes back has the client in its place.</remarks>
    public static bool Includes(SessionFrame login) =>
        login is { IsReconnect: not true, UserAgent: ['j', 's', '/', '3', '.', '5', '.', >= '0' and <= '6', ..] };

    /// <summary>Completes when they listen.</summary>
    public static ValueTask ReadyAsync(EngineClock clock)
    {
        var ready = new InlineSignal();
        clock.Scheduler.Schedule(Pause, ready.Fire);
        return ready.Fired;
    }
}
