namespace LeanRx.Protocol;

// protocol.md §7.2
/// <summary>The kinds of conversations, with their numbers on the wire.</summary>
public enum ConversationKind
{
    /// <summary>A conversation with members.</summary>
    Normal = 1,

    /// <summary>A chat room: it has no members; clients enter and leave it.</summary>
    ChatRoom = 2,

    /// <summary>A service conversation: the application sends, subscribers receive.</summary>
    Service = 3,

    /// <summary>A temporary conversation.</summary>
    /// <remarks>Only clients create them.</remarks>
    Temporary = 4,
}
