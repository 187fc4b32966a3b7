using System.Text;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>The words of the protocol, found by their UTF-8 bytes, so that reading one makes no new string.</summary>
static class KnownStrings
{
    const int Size = 512;

    static readonly Utf8Text?[] Table = Build();

    public static string? Find(ReadOnlySpan<byte> utf8)
    {
        for (var slot = Utf8Hash.Of(utf8) & (Size - 1); Table[slot] is { } text; slot = (slot + 1) & (Size - 1))
            if (text.Is(utf8))
                return text.Value;
        return null;
    }

    static Utf8Text?[] Build()
    {
        var table = new Utf8Text?[Size];
        foreach (var word in Words.Distinct())
        {
            var utf8 = Encoding.UTF8.GetBytes(word);
            var slot = Utf8Hash.Of(utf8) & (Size - 1);
            while (table[slot] is not null)
                slot = (slot + 1) & (Size - 1);
            table[slot] = new Utf8Text(utf8, word);
        }
        return table;
    }

    static IEnumerable<string> Words =>
    [
        Commands.Session, Commands.Conversation, Commands.Direct, Commands.Ack, Commands.Receipt, Commands.Unread, Commands.Logs,
        Commands.Error, Commands.Login, Commands.LoggedIn, Commands.Logout, Commands.LoggedOut, Commands.Data, Commands.Room,
        Commands.Read, Commands.Presence, Commands.Report, Commands.Echo, Commands.Patch, Commands.Blacklist, Commands.GoAway,
        SessionOperations.Open, SessionOperations.Opened, SessionOperations.Close, SessionOperations.Closed, SessionOperations.Query,
        SessionOperations.QueryResult, SessionOperations.Refresh, SessionOperations.Refreshed, SessionOperations.Add,
        SessionOperations.Added, SessionOperations.Remove, SessionOperations.Removed, SessionOperations.Conflict,
        ConversationOperations.Start, ConversationOperations.Started, ConversationOperations.Joined, ConversationOperations.MembersJoined,
        ConversationOperations.Left, ConversationOperations.MembersLeft, ConversationOperations.Results, ConversationOperations.Count,
        ConversationOperations.Result, ConversationOperations.Update, ConversationOperations.Updated, ConversationOperations.Mute,
        ConversationOperations.Unmute, ConversationOperations.Status, ConversationOperations.Members, ConversationOperations.MaxRead,
        ConversationOperations.IsMember, ConversationOperations.MemberInfoUpdate, ConversationOperations.MemberInfoUpdated,
        ConversationOperations.MemberInfoChanged, ConversationOperations.AddSilence, ConversationOperations.SilenceAdded,
        ConversationOperations.RemoveSilence, ConversationOperations.SilenceRemoved, ConversationOperations.QuerySilence,
        ConversationOperations.SilenceResult, ConversationOperations.CheckSilence, ConversationOperations.CheckResult,
        ConversationOperations.Silenced, ConversationOperations.Unsilenced, ConversationOperations.MembersSilenced,
        ConversationOperations.MembersUnsilenced, ConversationOperations.Blocked, ConversationOperations.Unblocked,
        ConversationOperations.MembersBlocked, ConversationOperations.MembersUnblocked, BlacklistOperations.Block,
        BlacklistOperations.Unblock, BlacklistOperations.CheckBlock, PatchOperations.Modify, PatchOperations.Modified,
        LogsDirections.Older, LogsDirections.Newer, "on", "off", "upload", "uploaded", "token", "join", "invite", "leave", "kick",
        "reject", "invited", "kicked", "Owner", "Manager", "Member", "default", "-lm",
    ];
}
