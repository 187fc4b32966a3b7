namespace LeanRx.Cli.Importing.Reporting;

/// <summary>What the rows of a file are about.</summary>
enum RowKind
{
    /// <summary>A table that a server for messages has no use for.</summary>
    Other,

    /// <summary>Objects of the class _File.</summary>
    Files,

    /// <summary>Objects of the class _Conversation.</summary>
    Conversations,

    /// <summary>Who subscribes to service conversations.</summary>
    Subscribers,

    /// <summary>Roles: objects of the class _ConversationMemberInfo.</summary>
    Members,

    /// <summary>Clients that conversations block.</summary>
    Blocks,

    /// <summary>Clients that may not send.</summary>
    Silences,

    /// <summary>Messages between a service conversation and one subscriber.</summary>
    Threads,

    /// <summary>Messages to every client.</summary>
    Broadcasts,

    /// <summary>Records of history, and objects of the class _SysMessage.</summary>
    Messages,

    /// <summary>The bytes of an uploaded file.</summary>
    Content,
}
