using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Takes what Orleans would end the process for: the node ends, and the process is its owner's.</summary>
sealed class SiloFaults : IFatalErrorHandler
{
    /// <summary>Called with the reason.</summary>
    public Action<string, Exception?>? Ended { get; set; }

    public bool IsUnexpected(Exception exception) => exception is not (OperationCanceledException or SiloUnavailableException);

    public void OnFatalException(object? sender, string? context, Exception? exception) =>
        Ended?.Invoke(context ?? exception?.Message ?? "its silo has failed.", exception);
}
