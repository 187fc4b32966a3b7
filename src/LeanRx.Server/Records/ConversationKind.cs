namespace LeanRx.Server;

// protocol.md §7.2
/// <summary>The kinds of conversations, with the numbers that they have on the wire.</summary>
public enum ConversationKind
{
    /// <summary>A conversation with members.</summary>
    Normal = 1,

    /// <summary>A chat room: nobody is a member, whoever is in it now hears it.</summary>
    ChatRoom = 2,

    /// <summary>A service conversation: the application speaks, its subscribers hear it.</summary>
    Service = 3,

    /// <summary>A temporary conversation, which clients alone create.</summary>
    Temporary = 4,
}
