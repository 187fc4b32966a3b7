namespace LeanRx.Connections.Internal;

/// <summary>The end of waiting for a signature provider: tells the provider by its token, and those who wait in any case.</summary>
internal sealed class SigningTimeout
{
    readonly CancellationTokenSource _source = new();
    readonly TaskCompletionSource<Signature> _over = new();

    public CancellationToken Token => _source.Token;

    public Task<Signature> Over => _over.Task;

    public void End(Action<TaskCompletionSource<Signature>> end)
    {
        try
        {
            _source.Cancel();
        }
        catch (AggregateException)
        {
            // Callbacks of the provider failed; nobody waits for them any more.
        }
        end(_over);
    }
}
