namespace LeanRx.Protocol;

// protocol.md §4.2
/// <summary>How far a member has received and read, an item of <c>maxReadTuples</c>.</summary>
/// <param name="ClientId">The member.</param>
/// <param name="MaxAckTimestamp">Delivered up to here, milliseconds since 1970 UTC.</param>
/// <param name="MaxReadTimestamp">Read up to here, milliseconds since 1970 UTC.</param>
public sealed record ReadPosition(string ClientId, long? MaxAckTimestamp, long? MaxReadTimestamp)
{
    /// <summary>Fields of the object that this library has no name for. They survive a round trip.</summary>
    public ExtensionFields? Extensions { get; init; }
}
