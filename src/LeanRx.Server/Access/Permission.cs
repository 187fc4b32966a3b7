namespace LeanRx.Server;

/// <summary>What can be asked of the server, by whatever door: a command of a client, a REST call, a method of the engine.</summary>
/// <remarks>Who may do it is said once, in the table «Who may do what» of the server's page, and holds at every door alike.</remarks>
public enum Permission
{
    /// <summary>Log in and out, refresh the session token, tell of the device.</summary>
    LogIn,

    /// <summary>Ask who is online.</summary>
    QueryPresence,

    /// <summary>Create a conversation, or find the unique one of some members.</summary>
    CreateConversation,

    /// <summary>
    /// Find, read and count conversations that are not temporary: columns and members, but no messages. Of a service conversation clients see their own
    /// subscription alone.
    /// </summary>
    FindConversations,

    /// <summary>Find temporary conversations by their ids.</summary>
    FindTemporaryConversations,

    /// <summary>Count the members, the subscribers, or those in a chat room.</summary>
    CountMembers,

    /// <summary>List those who are in a chat room.</summary>
    ListOccupants,

    /// <summary>Ask whether one is in a conversation oneself.</summary>
    CheckMembership,

    /// <summary>Come in oneself: as a member, as a subscriber, into a chat room.</summary>
    JoinConversation,

    /// <summary>Go oneself.</summary>
    LeaveConversation,

    /// <summary>Take others in.</summary>
    AddMembers,

    /// <summary>Put others out.</summary>
    RemoveMembers,

    /// <summary>Change the name, attributes and other columns.</summary>
    UpdateConversation,

    /// <summary>Delete a conversation with its messages.</summary>
    DeleteConversation,

    /// <summary>Turn one's own push notifications of a conversation off and on.</summary>
    MuteConversation,

    /// <summary>Make members managers, and plain members again.</summary>
    SetRole,

    /// <summary>List the owner and the managers.</summary>
    ReadRoles,

    /// <summary>Take others the right to send, and give it back.</summary>
    SilenceMembers,

    /// <summary>Block others, and let them come again.</summary>
    BlockMembers,

    /// <summary>List who is silenced and who is blocked.</summary>
    ReadModeration,

    /// <summary>Ask whether one is silenced or blocked oneself.</summary>
    CheckModeration,

    /// <summary>Send a message, transient ones and wills too.</summary>
    SendMessage,

    /// <summary>Change the body and the mentions of a message.</summary>
    EditMessage,

    /// <summary>Recall a message.</summary>
    RecallMessage,

    /// <summary>Delete the server's copy of a message.</summary>
    DeleteMessage,

    /// <summary>Send a message of a service conversation to every client.</summary>
    Broadcast,

    /// <summary>
    /// Read the messages of a conversation: its history, and the last message beside it in a list. In a service conversation clients read what is for all and
    /// their own thread.
    /// </summary>
    ReadHistory,

    /// <summary>Read messages across conversations, and threads of others.</summary>
    ReadAllMessages,

    /// <summary>Acknowledge messages and mark them read.</summary>
    AcknowledgeMessages,

    /// <summary>Ask how far the members have received and read.</summary>
    ReadReceipts,

    /// <summary>Count the messages that a client has not read.</summary>
    CountUnread,

    /// <summary>Fetch one's own pushes again that were missed.</summary>
    ReadNotifications,

    /// <summary>Keep one's own list of conversations to which nobody may add one.</summary>
    BlockConversations,

    /// <summary>List the subscribers of a service conversation, and the subscriptions of a client.</summary>
    ReadSubscriptions,

    /// <summary>Store a file, or take note of one elsewhere.</summary>
    StoreFile,

    /// <summary>Read what is known of a file, by its id. Its bytes are for whoever knows its address.</summary>
    DescribeFile,

    /// <summary>Delete a file.</summary>
    DeleteFile,

    /// <summary>End all logins of a client.</summary>
    KickClient,

    /// <summary>Read statistics, and direct all connections to another server.</summary>
    ManageServer,
}
