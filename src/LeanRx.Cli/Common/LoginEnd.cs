using System.Reactive.Linq;

namespace LeanRx.Cli.Common;

/// <summary>Waits for the end of a command that logs in: a signal, or the server's last word.</summary>
sealed class LoginEnd : IDisposable
{
    readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource _source;
    readonly IDisposable _following;

    public LoginEnd(LeanClient client, CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Token = _source.Token;
        Token.Register(() => _end.TrySetResult());
        _following = client.StateChanges.OfType<ConnectionState.Disconnected>().Where(state => state.Cause is not null).Subscribe(state => Fail(state.Cause!));
    }

    /// <summary>Cancelled at the end.</summary>
    public CancellationToken Token { get; }

    /// <summary>Completes after a signal.</summary>
    /// <exception cref="ToolException">The server ended the login, and trying again cannot mend it.</exception>
    public Task WaitAsync() => _end.Task;

    public void Dispose()
    {
        _following.Dispose();
        _source.Dispose();
    }

    void Fail(LeanRxException cause)
    {
        _end.TrySetException(new ToolException($"the server has ended the login: {cause.Message}", cause) { ExitCode = ExitCodes.Failure });
        _ = _end.Task.Exception; // Nobody waits for it yet where it was the login itself that failed.
        _source.Cancel();
    }
}
