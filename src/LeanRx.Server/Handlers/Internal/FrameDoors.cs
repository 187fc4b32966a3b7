using System.Collections.Frozen;
using LeanRx.Protocol;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Telemetry.Internal;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>The frames of clients that ask for something, and for what. A frame that is not here is one that this server does not know.</summary>
internal static class FrameDoors
{
    public static FrozenDictionary<(string Command, string? Operation), Permission[]> All { get; } =
        new Dictionary<(string Command, string? Operation), Permission[]>
        {
            [(Commands.Session, SessionOperations.Open)] = [Permission.LogIn],
            [(Commands.Session, SessionOperations.Close)] = [Permission.LogIn],
            [(Commands.Session, SessionOperations.Refresh)] = [Permission.LogIn],
            [(Commands.Session, SessionOperations.Query)] = [Permission.QueryPresence],
            [(Commands.Report, null)] = [Permission.LogIn],
            [(Commands.Direct, null)] = [Permission.SendMessage],
            [(Commands.Ack, null)] = [Permission.AcknowledgeMessages],
            [(Commands.Read, null)] = [Permission.AcknowledgeMessages],
            [(Commands.Logs, null)] = [Permission.ReadHistory],
            [(Commands.Patch, PatchOperations.Modify)] = [Permission.EditMessage, Permission.RecallMessage],
            [(Commands.Patch, PatchOperations.Modified)] = [Permission.AcknowledgeMessages],
            [(Commands.Blacklist, BlacklistOperations.Block)] = [Permission.BlockMembers, Permission.BlockConversations],
            [(Commands.Blacklist, BlacklistOperations.Unblock)] = [Permission.BlockMembers, Permission.BlockConversations],
            [(Commands.Blacklist, BlacklistOperations.Query)] = [Permission.ReadModeration, Permission.BlockConversations],
            [(Commands.Blacklist, BlacklistOperations.CheckBlock)] = [Permission.ReadModeration, Permission.CheckModeration],
            [(Commands.Conversation, ConversationOperations.Start)] = [Permission.CreateConversation],
            [(Commands.Conversation, ConversationOperations.Add)] = [Permission.JoinConversation, Permission.AddMembers],
            [(Commands.Conversation, ConversationOperations.Remove)] = [Permission.LeaveConversation, Permission.RemoveMembers],
            [(Commands.Conversation, ConversationOperations.Query)] =
                [Permission.FindConversations, Permission.FindTemporaryConversations, Permission.ReadHistory],
            [(Commands.Conversation, ConversationOperations.Count)] = [Permission.CountMembers],
            [(Commands.Conversation, ConversationOperations.Members)] = [Permission.ListOccupants],
            [(Commands.Conversation, ConversationOperations.IsMember)] = [Permission.CheckMembership],
            [(Commands.Conversation, ConversationOperations.Update)] = [Permission.UpdateConversation],
            [(Commands.Conversation, ConversationOperations.Mute)] = [Permission.MuteConversation],
            [(Commands.Conversation, ConversationOperations.Unmute)] = [Permission.MuteConversation],
            [(Commands.Conversation, ConversationOperations.MaxRead)] = [Permission.ReadReceipts],
            [(Commands.Conversation, ConversationOperations.MemberInfoUpdate)] = [Permission.SetRole],
            [(Commands.Conversation, ConversationOperations.AddSilence)] = [Permission.SilenceMembers],
            [(Commands.Conversation, ConversationOperations.RemoveSilence)] = [Permission.SilenceMembers],
            [(Commands.Conversation, ConversationOperations.QuerySilence)] = [Permission.ReadModeration],
            [(Commands.Conversation, ConversationOperations.CheckSilence)] = [Permission.ReadModeration, Permission.CheckModeration],
        }.ToFrozenDictionary();

    /// <summary>Refuses a frame that asks for nothing known.</summary>
    /// <exception cref="OperationRefusedException">4114.</exception>
    public static void Require(Frame frame)
    {
        var operation = OperationOf(frame);
        if (!All.ContainsKey((frame.Command, null)) && !All.ContainsKey((frame.Command, operation)))
            throw CommandChecks.Unknown(frame, operation);
    }

    /// <summary>Tells that a frame was handled, by a name that is in the table.</summary>
    public static void Tell(EngineTelemetry telemetry, Frame frame, TimeSpan begunAt, int? code)
    {
        var operation = OperationOf(frame);
        if (All.ContainsKey((frame.Command, operation)))
            telemetry.OnHandled(frame.Command, operation, begunAt, code);
        else
            telemetry.OnHandled(All.ContainsKey((frame.Command, null)) ? frame.Command : "unknown", null, begunAt, code);
    }

    // protocol.md §11.2 row 15
    /// <summary>The operation of a frame. An old client forgets that of a counting query.</summary>
    public static string? OperationOf(Frame frame) => frame switch
    {
        SessionFrame session => session.Operation,
        ConversationFrame conversation =>
            conversation.Operation ?? (conversation.Where is not null || conversation.Count is not null ? ConversationOperations.Query : null),
        PatchFrame patch => patch.Operation,
        BlacklistFrame blacklist => blacklist.Operation,
        UnknownFrame unknown => unknown.Operation,
        _ => null,
    };
}
