using System.Collections.Frozen;
using LeanRx.Protocol;

namespace LeanRx.Server.Access.Internal;

// protocol.md §7.5
/// <summary>Who may do what: the one table from which every door decides.</summary>
internal static class AccessRules
{
    const int NotAMember = ErrorCodes.ConversationMembershipRequired;
    const int WrongKind = ErrorCodes.NormalConversationRequired;
    const int Fixed = ErrorCodes.ConversationReadOnly;
    const int NoTarget = ErrorCodes.InvalidMessagingTarget;
    const int NoLogs = ErrorCodes.ConversationLogRejected;
    const int NoUpdate = ErrorCodes.ConversationUpdateRejected;
    const int NoRoom = ErrorCodes.TransientConversationRequired;
    const int NoRight = ErrorCodes.ConversationOperationUnauthorized;
    const int NeedsOwner = ErrorCodes.ConversationNeedOwner;

    public static IReadOnlyList<AccessRule> All { get; } =
    [
        Asked(Permission.LogIn, "log in"),
        Asked(Permission.QueryPresence, "ask who is online"),
        Asked(Permission.CreateConversation, "create conversations"),
        Asked(Permission.FindConversations, "find conversations"),
        Asked(Permission.FindTemporaryConversations, "find temporary conversations by id"),
        Asked(Permission.CheckMembership, "ask whether they are in"),
        Asked(Permission.BlockConversations, "keep a list of conversations that they block"),
        Asked(Permission.ReadNotifications, "fetch missed pushes") with { Rest = Credentials.SessionToken | Credentials.MasterKey },

        new(Permission.CountMembers, "count the members")
        {
            Normal = Grant.Everyone, Temporary = Grant.Everyone, Room = Grant.Everyone, Service = Grant.Everyone,
            Rest = Credentials.ApplicationKey | Credentials.MasterKey,
        },
        new(Permission.ListOccupants, "list those who are in it")
        {
            Normal = Grant.Nobody(NoRoom), Temporary = Grant.Nobody(NoRoom), Room = Grant.Everyone.ButBlocked(), Service = Grant.Nobody(NoRoom),
        },
        new(Permission.JoinConversation, "come in")
        {
            Normal = Grant.Everyone.ButBlocked(), Temporary = Grant.Nobody(Fixed), Room = Grant.Everyone.ButBlocked(), Service = Grant.Everyone.ButBlocked(),
        },
        new(Permission.LeaveConversation, "leave")
        {
            Normal = Grant.Everyone, Temporary = Grant.Nobody(Fixed), Room = Grant.Everyone, Service = Grant.Everyone,
            OnOwner = NeedsOwner, SparesOnlyUnderRoles = true,
        },
        new(Permission.AddMembers, "take others in")
        {
            Normal = Grant.Members(NotAMember), Temporary = Grant.Nobody(Fixed), Room = Grant.Nobody(WrongKind), Service = Grant.Nobody(WrongKind),
            NeedsRoleFrom = RoleRegime.Enforced,
        },
        new(Permission.RemoveMembers, "put others out")
        {
            Normal = Grant.Members(NotAMember), Temporary = Grant.Nobody(Fixed), Room = Grant.Nobody(WrongKind), Service = Grant.Nobody(WrongKind),
            NeedsRoleFrom = RoleRegime.Given, OnOwner = NeedsOwner, OnHigher = NoRight, SparesOnlyUnderRoles = true,
        },
        new(Permission.UpdateConversation, "change columns")
        {
            Normal = Grant.Members(NoUpdate), Temporary = Grant.Nobody(Fixed), Room = Grant.Members(NoUpdate).ButBlocked(), Service = Grant.Nobody(NoUpdate),
            Silenced = ErrorCodes.Silenced,
        },
        new(Permission.MuteConversation, "mute it")
        {
            Normal = Grant.Members(NotAMember), Temporary = Grant.Nobody(WrongKind), Room = Grant.Nobody(WrongKind), Service = Grant.Members(NotAMember),
        },
        Moderating(Permission.SetRole, "change roles") with { OnOwner = NeedsOwner },
        Moderating(Permission.SilenceMembers, "silence others") with { OnOwner = NoRight },
        Moderating(Permission.BlockMembers, "block others") with { OnOwner = NeedsOwner },
        new(Permission.ReadModeration, "list who is silenced and blocked")
        {
            Normal = Grant.Members(NotAMember), Temporary = Grant.Nobody(WrongKind), Room = Grant.Everyone.ButBlocked(), Service = Grant.Moderators(NotAMember),
        },
        new(Permission.CheckModeration, "ask whether they are silenced or blocked")
        {
            Normal = Grant.Members(NotAMember), Temporary = Grant.Nobody(WrongKind), Room = Grant.Everyone, Service = Grant.Everyone,
        },
        new(Permission.ReadRoles, "list roles")
        {
            Normal = Grant.Members(NotAMember), Temporary = Grant.Members(NotAMember), Room = Grant.Members(NotAMember).ButBlocked(NotAMember), Service =
                Grant.Members(NotAMember),
            Rest = Credentials.SessionToken | Credentials.MasterKey,
        },
        new(Permission.SendMessage, "send messages")
        {
            Normal = Grant.Members(NoTarget).ButBlocked(), Temporary = Grant.Members(NoTarget), Room = Grant.Everyone.ButBlocked(), Service =
                Grant.Everyone.ButBlocked(),
            Silenced = ErrorCodes.Silenced,
        },
        new(Permission.EditMessage, "change messages")
        {
            Normal = Grant.Members(NoTarget).ButBlocked(), Temporary = Grant.Members(NoTarget), Room = Grant.Everyone.ButBlocked(), Service =
                Grant.Everyone.ButBlocked(),
            Silenced = ErrorCodes.Silenced, IsForAuthors = true,
        },
        new(Permission.RecallMessage, "recall messages")
        {
            Normal = Grant.Everyone, Temporary = Grant.Everyone, Room = Grant.Everyone, Service = Grant.Everyone,
            IsForAuthors = true,
        },
        new(Permission.ReadHistory, "read messages")
        {
            Normal = Grant.Members(NoLogs).ButBlocked(NoLogs), Temporary = Grant.Members(NoLogs), Room = Grant.Everyone.ButBlocked(NoLogs), Service =
                Grant.Everyone,
            Rest = Credentials.Signature | Credentials.MasterKey,
        },
        new(Permission.AcknowledgeMessages, "acknowledge messages")
        {
            Normal = Grant.Members(0), Temporary = Grant.Members(0), Room = Grant.Nobody(0), Service = Grant.Everyone,
        },
        new(Permission.ReadReceipts, "ask who has read")
        {
            Normal = Grant.Members(NotAMember), Temporary = Grant.Members(NotAMember), Room = Grant.Nobody(NotAMember), Service = Grant.Nobody(WrongKind),
        },

        OperatorsOnly(Permission.DeleteConversation, "delete conversations"),
        OperatorsOnly(Permission.DeleteMessage, "delete messages"),
        OperatorsOnly(Permission.Broadcast, "send to every client"),
        OperatorsOnly(Permission.ReadAllMessages, "read across conversations"),
        OperatorsOnly(Permission.CountUnread, "count what a client has not read") with { Rest = Credentials.ApplicationKey | Credentials.MasterKey },
        OperatorsOnly(Permission.ReadSubscriptions, "list subscriptions"),
        OperatorsOnly(Permission.StoreFile, "store files over the wire") with { Rest = Credentials.ApplicationKey | Credentials.MasterKey },
        OperatorsOnly(Permission.DescribeFile, "ask for files over the wire") with { Rest = Credentials.ApplicationKey | Credentials.MasterKey },
        // Keys of applications are in the hands of all their users: what is kept for others is taken away by operators alone.
        OperatorsOnly(Permission.DeleteFile, "delete files"),
        OperatorsOnly(Permission.RegisterDevice, "register devices over the wire") with { Rest = Credentials.ApplicationKey | Credentials.MasterKey },
        OperatorsOnly(Permission.ReadDevices, "list devices"),
        OperatorsOnly(Permission.KickClient, "end logins"),
        OperatorsOnly(Permission.ManageServer, "read statistics"),
    ];

    static readonly FrozenDictionary<Permission, AccessRule> s_byPermission = All.ToFrozenDictionary(rule => rule.Permission);

    public static AccessRule Of(Permission permission) => s_byPermission[permission];

    /// <summary>What every client of the application may ask for itself.</summary>
    static AccessRule Asked(Permission permission, string deed) => new(permission, deed) { Clients = true };

    static AccessRule OperatorsOnly(Permission permission, string deed) => new(permission, deed) { Clients = false };

    /// <summary>What owners and managers do to others, those above them excepted.</summary>
    static AccessRule Moderating(Permission permission, string deed) => new(permission, deed)
    {
        Normal = Grant.Moderators(NotAMember),
        Temporary = Grant.Nobody(WrongKind),
        Room = Grant.Moderators(NoRight).ButBlocked(),
        Service = Grant.Moderators(NotAMember),
        OnSelf = NoRight,
        OnHigher = NoRight,
    };
}
