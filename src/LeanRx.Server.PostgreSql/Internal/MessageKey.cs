namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>What two messages of an application's conversation may not both have.</summary>
/// <param name="From">The sender whose token it is; null for an id.</param>
readonly record struct MessageKey(string App, string Conversation, string? From, string Value)
{
    public override int GetHashCode() => HashCode.Combine(Conversation, Value);
}
