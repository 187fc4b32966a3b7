using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.2 to §4.9
/// <summary>Leads <c>conv</c> frames to their operations.</summary>
internal sealed class ConversationCommands
{
    readonly MemberCommands _members;
    readonly CountCommands _counts;
    readonly UpdateCommand _update;
    readonly MuteCommand _mute;
    readonly MaxReadCommand _maxRead;
    readonly RoleCommand _roles;
    readonly SilenceCommands _silence;

    public ConversationCommands(EngineServices services, ConversationDirectories conversations)
    {
        _members = new MemberCommands(services, conversations);
        _counts = new CountCommands(conversations);
        _update = new UpdateCommand(services, conversations);
        _mute = new MuteCommand(services, conversations);
        _maxRead = new MaxReadCommand(conversations);
        _roles = new RoleCommand(conversations);
        _silence = new SilenceCommands(conversations);
    }

    public ValueTask HandleAsync(ISeat session, ConversationFrame frame)
    {
        var operation = FrameDoors.OperationOf(frame);
        return operation switch
        {
            ConversationOperations.Add => _members.AddAsync(session, frame),
            ConversationOperations.Remove => _members.RemoveAsync(session, frame),
            ConversationOperations.Count => _counts.CountAsync(session, frame),
            ConversationOperations.Members => _counts.MembersAsync(session, frame),
            ConversationOperations.IsMember => _counts.IsMemberAsync(session, frame),
            ConversationOperations.Update => _update.HandleAsync(session, frame),
            ConversationOperations.Mute => _mute.HandleAsync(session, frame, isMuted: true),
            ConversationOperations.Unmute => _mute.HandleAsync(session, frame, isMuted: false),
            ConversationOperations.MaxRead => _maxRead.HandleAsync(session, frame),
            ConversationOperations.MemberInfoUpdate => _roles.HandleAsync(session, frame),
            ConversationOperations.AddSilence => _silence.ChangeAsync(session, frame, isSilenced: true),
            ConversationOperations.RemoveSilence => _silence.ChangeAsync(session, frame, isSilenced: false),
            ConversationOperations.QuerySilence => _silence.QueryAsync(session, frame),
            ConversationOperations.CheckSilence => _silence.CheckAsync(session, frame),
            _ => throw CommandChecks.Unknown(frame, operation),
        };
    }
}
