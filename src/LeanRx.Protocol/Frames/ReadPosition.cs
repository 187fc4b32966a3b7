namespace LeanRx.Protocol;

// protocol.md §4.2
/// <summary>How far a member has received and read, an item of <c>maxReadTuples</c>.</summary>
public sealed record ReadPosition
{
    /// <summary>Creates an object.</summary>
    public ReadPosition(string clientId, long? maxAckTimestamp, long? maxReadTimestamp)
    {
        ClientId = clientId;
        MaxAckTimestamp = maxAckTimestamp;
        MaxReadTimestamp = maxReadTimestamp;
    }

    /// <summary>The member.</summary>
    public string ClientId { get; init; }

    /// <summary>Messages up to this time were delivered, in milliseconds since 1970 UTC.</summary>
    public long? MaxAckTimestamp { get; init; }

    /// <summary>Messages up to this time were read, in milliseconds since 1970 UTC.</summary>
    public long? MaxReadTimestamp { get; init; }

    /// <summary>Fields of the object that this library does not know.</summary>
    /// <remarks>They are preserved.</remarks>
    public ExtensionFields? Extensions { get; init; }
}
