using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.9
/// <summary><c>conv/…-shutup</c>: who may not send.</summary>
internal sealed class SilenceCommands(ConversationDirectories conversations)
{
    readonly ModerationListCommands _list = new(conversations, new SilenceList());

    public ValueTask ChangeAsync(ISeat session, ConversationFrame frame, bool isSilenced) => _list.ChangeAsync(
        session, frame, frame.ConversationId, NamedIds.RequireClients(session, frame.Members, "m"), isSilenced, static _ => { },
        (allowed, failed) => new ConversationFrame
        {
            Operation = isSilenced ? ConversationOperations.SilenceAdded : ConversationOperations.SilenceRemoved,
            ConversationId = frame.ConversationId,
            AllowedClientIds = allowed,
            FailedClientIds = failed,
        });

    public ValueTask QueryAsync(ISeat session, ConversationFrame frame) => _list.QueryAsync(
        session, frame, frame.ConversationId, frame.Limit, frame.Next,
        page => new ConversationFrame
        {
            Operation = ConversationOperations.SilenceResult,
            ConversationId = frame.ConversationId,
            Members = page.Ids,
            Next = page.Next,
        });

    public ValueTask CheckAsync(ISeat session, ConversationFrame frame) => _list.CheckAsync(
        session, frame, frame.ConversationId, NamedIds.RequireClients(session, frame.Members, "m"),
        silenced => new ConversationFrame { Operation = ConversationOperations.CheckResult, ConversationId = frame.ConversationId, Members = silenced });
}
