using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>Asks the options' provider for the signatures of commands, and does not wait for ever.</summary>
internal static class Signing
{
    static readonly Task<FrameSignature?> None = Task.FromResult<FrameSignature?>(null);

    /// <summary>Completes with null where there is no provider; faults with the provider's own error, or with <see cref="CommandTimeoutException"/>.</summary>
    public static Task<FrameSignature?> SignAsync(LeanClientOptions options, SignatureAction action, string? conversationId, IReadOnlyList<string> memberIds,
        CancellationToken cancellationToken) =>
        options.SignatureProvider is { } provider
            ? SignAsync(provider, options, new SignatureRequest
            {
                ApplicationId = options.ApplicationId,
                ClientId = options.ClientId,
                Action = action,
                ConversationId = conversationId,
                MemberIds = memberIds,
            }, cancellationToken)
            : None;

    static async Task<FrameSignature?> SignAsync(ISignatureProvider provider, LeanClientOptions options, SignatureRequest request,
        CancellationToken cancellationToken)
    {
        var timeout = new SigningTimeout();
        // The provider may not look at its token, so that the end does not depend on it.
        using var cancelled = cancellationToken.Register(() => timeout.End(end => end.TrySetCanceled(cancellationToken)));
        using var timer = options.Scheduler.ScheduleOrFallback((timeout, options.CommandTimeout), options.CommandTimeout, static late =>
            late.timeout.End(end => end.TrySetException(new CommandTimeoutException("The signature provider did not sign within " +
                $"{Text.Of(late.CommandTimeout)}."))));
        var first = await Task.WhenAny(provider.SignAsync(request, timeout.Token), timeout.Over).ConfigureAwait(false);
        return ToFrame(await first.ConfigureAwait(false));
    }

    /// <exception cref="InvalidOperationException">The provider gave none, or one with a part missing.</exception>
    public static FrameSignature ToFrame(Signature? signature) => signature is { Nonce: { } nonce, Value: { } value }
        ? new(signature.TimestampMilliseconds, nonce, value)
        : throw new InvalidOperationException("The signature provider gave no signature, or one without nonce or value.");
}
