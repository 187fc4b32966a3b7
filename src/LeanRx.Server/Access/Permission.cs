namespace LeanRx.Server;

/// <summary>What can be requested of the server: by a command of a client, a REST call or a method of the engine.</summary>
/// <remarks>Who may do what is defined once, in the table «Who may do what» of the server's page, and is the same whichever way it is requested.</remarks>
public enum Permission
{
    /// <summary>Log in and out, refresh the session token, report the device.</summary>
    LogIn,

    /// <summary>Query who is online.</summary>
    QueryPresence,

    /// <summary>Create a conversation, or find the unique one of some members.</summary>
    CreateConversation,

    /// <summary>Find, read and count conversations that are not temporary: their columns and members, but no messages.</summary>
    /// <remarks>Of a service conversation clients see only their own subscription.</remarks>
    FindConversations,

    /// <summary>Find temporary conversations by their ids.</summary>
    FindTemporaryConversations,

    /// <summary>Count the members, the subscribers, or the clients in a chat room.</summary>
    CountMembers,

    /// <summary>List the clients in a chat room.</summary>
    ListOccupants,

    /// <summary>Check whether oneself is in a conversation.</summary>
    CheckMembership,

    /// <summary>Join a conversation oneself: as a member, as a subscriber, or in a chat room.</summary>
    JoinConversation,

    /// <summary>Leave a conversation.</summary>
    LeaveConversation,

    /// <summary>Add other clients.</summary>
    AddMembers,

    /// <summary>Remove other clients.</summary>
    RemoveMembers,

    /// <summary>Change the name, attributes and other columns.</summary>
    UpdateConversation,

    /// <summary>Delete a conversation with its messages.</summary>
    DeleteConversation,

    /// <summary>Mute and unmute push notifications of a conversation for oneself.</summary>
    MuteConversation,

    /// <summary>Make members managers, or plain members again.</summary>
    SetRole,

    /// <summary>List the owner and the managers.</summary>
    ReadRoles,

    /// <summary>Silence other clients, and end their silence.</summary>
    SilenceMembers,

    /// <summary>Block other clients, and unblock them.</summary>
    BlockMembers,

    /// <summary>List the clients that are silenced or blocked.</summary>
    ReadModeration,

    /// <summary>Check whether oneself is silenced or blocked.</summary>
    CheckModeration,

    /// <summary>Send a message, including transient ones and wills.</summary>
    SendMessage,

    /// <summary>Change the body and the mentions of a message.</summary>
    EditMessage,

    /// <summary>Recall a message.</summary>
    RecallMessage,

    /// <summary>Delete the stored copy of a message.</summary>
    DeleteMessage,

    /// <summary>Send a message of a service conversation to all clients.</summary>
    Broadcast,

    /// <summary>Read the messages of a conversation: its history, and the last message in a list of conversations.</summary>
    /// <remarks>In a service conversation clients read what is for all, and their own thread.</remarks>
    ReadHistory,

    /// <summary>Read messages across conversations, and threads of other clients.</summary>
    ReadAllMessages,

    /// <summary>Acknowledge messages and mark them as read.</summary>
    AcknowledgeMessages,

    /// <summary>Query how far the members have received and read.</summary>
    ReadReceipts,

    /// <summary>Count the messages that a client has not read.</summary>
    CountUnread,

    /// <summary>Fetch the pushes that oneself missed.</summary>
    ReadNotifications,

    /// <summary>Maintain one's own list of conversations to which nobody may add oneself.</summary>
    BlockConversations,

    /// <summary>List the subscribers of a service conversation, and the subscriptions of a client.</summary>
    ReadSubscriptions,

    /// <summary>Store a file, or register one that is stored elsewhere.</summary>
    StoreFile,

    /// <summary>Read what is known of a file, by its id.</summary>
    /// <remarks>Whoever knows its address can read its bytes.</remarks>
    DescribeFile,

    /// <summary>Delete a file.</summary>
    DeleteFile,

    /// <summary>Register a device for push notifications, and read, change and delete one by its id.</summary>
    RegisterDevice,

    /// <summary>List devices, and find those of a client.</summary>
    ReadDevices,

    /// <summary>End all logins of a client.</summary>
    KickClient,

    /// <summary>Read statistics, and move all connections to another server.</summary>
    ManageServer,
}
