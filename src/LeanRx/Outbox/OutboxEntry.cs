namespace LeanRx;

// protocol.md §4.10.1
/// <summary>A send that waits for the server's answer, as an <see cref="IOutboxStore"/> keeps it.</summary>
/// <param name="ClientId">Who sends it. A store may serve several clients, one after the other.</param>
/// <param name="Token">The token by which the server knows a repeated send (<c>dt</c>). Unique in the store.</param>
/// <param name="Frame">The frame as it goes on the wire, without a serial number: JSON on one line.</param>
public sealed record OutboxEntry(string ClientId, string Token, string Frame);
