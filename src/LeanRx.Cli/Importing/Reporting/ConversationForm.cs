namespace LeanRx.Cli.Importing.Reporting;

/// <summary>What a conversation is.</summary>
enum ConversationForm
{
    /// <summary>It is neither in the export nor in the store.</summary>
    Missing,

    /// <summary>People among themselves.</summary>
    Normal,

    /// <summary>A chat room.</summary>
    ChatRoom,

    /// <summary>A service conversation.</summary>
    Service,
}
