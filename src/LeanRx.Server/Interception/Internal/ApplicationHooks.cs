using LeanRx.Protocol;
using LeanRx.Server.Events;
using LeanRx.Server.Events.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Runtime.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Interception.Internal;

/// <summary>The hooks of one application: asked one after the other, each about what the one before has made of it; told what has happened.</summary>
internal sealed class ApplicationHooks
{
    readonly HookCalls[] _calls;
    readonly (HookPoints Points, EventCalls Calls)[] _listeners;
    readonly HookPoints _points;
    readonly ServerLimits _limits;
    readonly EventStream _events;
    readonly ILogger _log;

    /// <summary>Whether a hook is at work here: what it does through the engine is not asked about.</summary>
    readonly AsyncLocal<bool> _isInside = new();

    public ApplicationHooks(IReadOnlyList<HookOptions> hooks, ServerLimits limits, EngineClock clock, ILogger log, EventStream events)
    {
        (_limits, _events, _log) = (limits, events, log);
        _calls = [.. hooks.Select(hook => new HookCalls(hook, clock, log, _isInside))];
        _listeners = [.. _calls.Select(calls => (calls.Options.Points, new EventCalls(calls, log)))];
        _points = hooks.Aggregate(HookPoints.None, static (points, hook) => points | hook.Points);
    }

    /// <summary>What clients request.</summary>
    public HookLine ClientLine { get; } = new();

    /// <summary>The messages of operators, apart from what clients request: a hook that is another process may use REST before it answers about that.</summary>
    public HookLine OperatorMessages { get; } = new();

    /// <summary>The changes of operators, apart from their messages for the same reason.</summary>
    public HookLine OperatorChanges { get; } = new();

    /// <summary>Whether somebody has to be asked.</summary>
    public bool Asks(HookPoints point) => (_points & point) != 0 && !_isInside.Value;

    /// <summary>Whether there is a hook at a point, whoever causes it.</summary>
    public bool Has(HookPoints point) => (_points & point) != 0;

    /// <summary>Whether somebody wants to be told.</summary>
    public bool Tells(HookPoints point) => (_points & point) != 0 || _events.HasObservers;

    /// <summary>Asks about a message before it is taken.</summary>
    /// <returns>The message as it is to be taken.</returns>
    /// <exception cref="OperationRefusedException">4402.</exception>
    public async ValueTask<MessageSending> ApproveAsync(MessageSending message) => (MessageSending)await ApproveAsync(message, HookPoints.MessageSending,
        ErrorCodes.MessageRejectedByApp, static (hook, asked, token) => hook.OnSendingAsync((MessageSending)asked, token)).ConfigureAwait(false);

    /// <summary>Asks about a change of a message.</summary>
    /// <returns>The change as it is to be made.</returns>
    /// <exception cref="OperationRefusedException">4405.</exception>
    public async ValueTask<MessageUpdating> ApproveAsync(MessageUpdating message) => (MessageUpdating)await ApproveAsync(message, HookPoints.MessageUpdating,
        ErrorCodes.MessageUpdateRejectedByApp, static (hook, asked, token) => hook.OnUpdatingAsync((MessageUpdating)asked, token)).ConfigureAwait(false);

    /// <summary>Asks about a new conversation or a change of one.</summary>
    /// <returns>The change as it is to be made.</returns>
    /// <exception cref="OperationRefusedException">4305.</exception>
    public async ValueTask<T> ApproveAsync<T>(T change) where T : ConversationChanging
    {
        var (point, subject) = PointOf(change);
        foreach (var calls in _calls.Where(calls => (calls.Options.Points & point) != 0))
        {
            var asked = change;
            var answer = await calls.CallAsync((hook, token) => hook.OnChangingAsync(asked, token)).ConfigureAwait(false);
            if (!IsUsable(calls, point, subject, answer, HookAnswerCheck.FaultIn, ErrorCodes.ConversationRejectedByApp))
                continue;
            if (answer.Value!.IsRefused)
                throw Refusal(ErrorCodes.ConversationRejectedByApp, answer.Value.Reason, answer.Value.Code);
            change = Applied(change, answer.Value);
        }
        return change;
    }

    /// <summary>Asks whom to notify of a message.</summary>
    public async ValueTask<PushDecision> ApproveAsync(ReceiversOffline message)
    {
        var decision = PushDecision.Default;
        foreach (var calls in _calls.Where(static calls => (calls.Options.Points & HookPoints.ReceiversOffline) != 0))
        {
            var asked = message;
            var answer = await calls.CallAsync((hook, token) => hook.OnReceiversOfflineAsync(asked, token)).ConfigureAwait(false);
            var fault = answer.IsGiven ? HookAnswerCheck.FaultIn(answer.Value, _limits) : HookFailures.ReasonOf(answer, calls);
            if (fault is not null)
            {
                var isClosed = calls.Options.OnFailure == HookFailureAction.Refuse;
                _log.LogHookFailed(answer.Fault, calls.Name, nameof(HookPoints.ReceiversOffline), message.ConversationId, fault,
                    isClosed ? "Nobody is notified." : "It goes on without the hook.");
                if (isClosed)
                    return PushDecision.Skip;
                continue;
            }
            if (answer.Value!.IsSkipped)
                return answer.Value;
            message = message with { ClientIds = answer.Value.ClientIds ?? message.ClientIds };
            decision = answer.Value with
            {
                ClientIds = answer.Value.ClientIds ?? decision.ClientIds,
                PushData = answer.Value.PushData ?? decision.PushData,
                IncludesMuted = answer.Value.IncludesMuted || decision.IncludesMuted,
            };
        }
        return decision;
    }

    /// <summary>Tells all who want to know. Returns at once; nobody is called in here.</summary>
    public void Tell(ServerEvent happened)
    {
        _events.Publish(happened);
        var point = PointOf(happened);
        if ((_points & point) == 0)
            return;
        foreach (var (points, calls) in _listeners)
            if ((points & point) != 0)
                calls.Tell(happened);
    }

    /// <summary>Completes when hooks have been told of everything.</summary>
    public Task ToldAsync() => Task.WhenAll(_listeners.Select(static listener => listener.Calls.ToldAsync()));

    async ValueTask<HookedMessage> ApproveAsync(HookedMessage message, HookPoints point, int code,
        Func<IMessageHook, HookedMessage, CancellationToken, ValueTask<MessageDecision>> ask)
    {
        foreach (var calls in _calls)
        {
            if ((calls.Options.Points & point) == 0)
                continue;
            var asked = message;
            var answer = await calls.CallAsync((hook, token) => ask(hook, asked, token)).ConfigureAwait(false);
            if (!IsUsable(calls, point, message.ConversationId, answer, decision => HookAnswerCheck.FaultIn(decision, asked, _limits), code))
                continue;
            var decision = answer.Value!;
            if (decision.IsRefused)
                throw Refusal(code, decision.Reason, decision.Code);
            if (decision.Body is not null || decision.IsBinary is not null || decision.Recipients is not null)
                message = message with
                {
                    Body = decision.Body ?? message.Body,
                    IsBinary = decision.IsBinary ?? message.IsBinary,
                    Recipients = decision.Recipients is { } recipients ? [.. recipients.Distinct(StringComparer.Ordinal)] : message.Recipients,
                };
        }
        return message;
    }

    /// <summary>Whether an answer counts; else it is as if nobody had been asked, where the hook is open.</summary>
    /// <exception cref="OperationRefusedException">It does not, and the hook is closed.</exception>
    bool IsUsable<T>(HookCalls calls, HookPoints point, string subject, HookAnswer<T> answer, Func<T?, string?> check, int code)
    {
        var fault = answer.IsGiven ? check(answer.Value) : HookFailures.ReasonOf(answer, calls);
        if (fault is null)
            return true;
        var isClosed = calls.Options.OnFailure == HookFailureAction.Refuse;
        _log.LogHookFailed(answer.Fault, calls.Name, point.ToString(), subject, fault, isClosed ? "It is refused." : "It goes on without the hook.");
        return isClosed ? throw new OperationRefusedException(code, "A hook of the application that must be asked gives no answer. Try again later.") : false;
    }

    static OperationRefusedException Refusal(int code, string? reason, int? applicationCode) =>
        new(code, string.IsNullOrEmpty(reason) ? "The application refuses this." : reason) { ApplicationCode = applicationCode, ApplicationMessage = reason };

    static T Applied<T>(T change, ConversationDecision decision) where T : ConversationChanging => (T)(ConversationChanging)(change switch
    {
        ConversationCreating creating when decision.Columns is { } columns => creating with { Columns = columns },
        ConversationUpdating { Columns: not null } updating when decision.Columns is { } columns => updating with { Columns = columns },
        ConversationUpdating { IsMuted: not null } muting when decision.IsMuted is { } isMuted => muting with { IsMuted = isMuted },
        _ => (ConversationChanging)change,
    });

    static (HookPoints Point, string Subject) PointOf(ConversationChanging change) => change switch
    {
        ConversationCreating => (HookPoints.ConversationCreating, change.InitiatedBy ?? "an operator"),
        MembersAdding adding => (HookPoints.MembersAdding, adding.ConversationId),
        MembersRemoving removing => (HookPoints.MembersRemoving, removing.ConversationId),
        ConversationUpdating updating => (HookPoints.ConversationUpdating, updating.ConversationId),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    static HookPoints PointOf(ServerEvent happened) => happened switch
    {
        MessageSent => HookPoints.MessageSent,
        MessageUpdated => HookPoints.MessageUpdated,
        ConversationCreated => HookPoints.ConversationCreated,
        MembersAdded => HookPoints.MembersAdded,
        MembersRemoved => HookPoints.MembersRemoved,
        ConversationUpdated => HookPoints.ConversationUpdated,
        ClientOnline => HookPoints.ClientOnline,
        ClientOffline => HookPoints.ClientOffline,
        _ => HookPoints.None,
    };
}
