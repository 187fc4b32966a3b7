namespace LeanRx.Server.Hooks;

/// <summary>A message that is about to be accepted.</summary>
public sealed record MessageSending : HookedMessage
{
    /// <summary>Whether it would be delivered to clients that are online only, and not stored.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the sender requests receipts.</summary>
    public bool ReceiptRequested { get; init; }

    /// <summary>Whether it is the last will of its sender, which is sent when the connection breaks.</summary>
    /// <remarks>It is asked about when the sender leaves it.</remarks>
    public bool IsWill { get; init; }
}
