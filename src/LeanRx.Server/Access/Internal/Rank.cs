namespace LeanRx.Server.Access.Internal;

/// <summary>How high a client stands in a conversation.</summary>
internal enum Rank
{
    Outsider,
    Member,
    Manager,
    Owner,
}
