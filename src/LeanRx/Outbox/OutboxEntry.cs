namespace LeanRx;

// protocol.md §4.10.1
/// <summary>A send that waits for the server's answer, as kept by an <see cref="IOutboxStore"/>.</summary>
public sealed record OutboxEntry
{
    /// <summary>Creates an entry.</summary>
    public OutboxEntry(string clientId, string token, string frame)
    {
        ClientId = clientId;
        Token = token;
        Frame = frame;
    }

    /// <summary>The sender.</summary>
    /// <remarks>A store may serve several clients, one after the other.</remarks>
    public string ClientId { get; init; }

    /// <summary>The de-duplication token by which the server recognizes a repeated send (<c>dt</c>).</summary>
    /// <remarks>Unique in the store.</remarks>
    public string Token { get; init; }

    /// <summary>The frame without its serial number, as JSON on one line.</summary>
    public string Frame { get; init; }
}
