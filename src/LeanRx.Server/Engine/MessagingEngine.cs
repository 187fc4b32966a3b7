namespace LeanRx.Server;

/// <summary>The server without its sockets: takes frames from connections, yields frames to connections. One clock, one store, many applications.</summary>
public sealed class MessagingEngine : IAsyncDisposable
{
    /// <summary>Makes an engine over a store. The engine does not own the store.</summary>
    public MessagingEngine(IMessageStore store, ServerOptions? options = null)
    {
        Store = store;
        Options = options ?? new ServerOptions();
    }

    /// <summary>How the engine behaves.</summary>
    public ServerOptions Options { get; }

    internal IMessageStore Store { get; }

    /// <summary>Takes a new connection. What the engine has to say to it goes to <paramref name="sink"/>.</summary>
    public ServerConnection Connect(IFrameSink sink, ConnectionInfo? info = null) => throw new NotSupportedException();

    /// <summary>Closes every connection (1001) and waits until what was begun is done and answered.</summary>
    public ValueTask DisposeAsync() => default;
}
