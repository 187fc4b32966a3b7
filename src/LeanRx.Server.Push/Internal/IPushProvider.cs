namespace LeanRx.Server.Push.Internal;

/// <summary>Sends notifications to devices of one kind.</summary>
interface IPushProvider : IDisposable
{
    string Name { get; }

    /// <summary>What push data call its devices.</summary>
    string Platform { get; }

    /// <summary>Sends one. Throws nothing but cancellation.</summary>
    Task<PushOutcome> SendAsync(PushItem item, CancellationToken cancellationToken);
}
