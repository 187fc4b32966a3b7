using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>Asks the options' provider for signatures, and does not wait for ever.</summary>
internal static class Signing
{
    static readonly Task<FrameSignature?> None = Task.FromResult<FrameSignature?>(null);

    /// <summary>Completes with null where there is no provider; faults with the provider's own error, or with <see cref="CommandTimeoutException"/>.</summary>
    public static Task<FrameSignature?> SignAsync(LeanClientOptions options, SignatureAction action, string? conversationId, IReadOnlyList<string> memberIds, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (options.SignatureProvider is not { } provider)
            return None;
        var request = new SignatureRequest(options.ApplicationId, options.ClientId, action, conversationId, memberIds);
        var signature = Observable.FromAsync(token => provider.SignAsync(request, token)).Select(ToFrame);
        if (timeout != Timeout.InfiniteTimeSpan)
            signature = signature.Timeout(timeout, Observable.Throw<FrameSignature?>(TimedOut(action, timeout)), options.Scheduler);
        return signature.ToTask(cancellationToken);
    }

    static FrameSignature? ToFrame(Signature signature) => new(signature.Timestamp, signature.Nonce, signature.Value);

    static CommandTimeoutException TimedOut(SignatureAction action, TimeSpan timeout) =>
        new($"The signature provider did not sign {action} within {Text.Of(timeout)}.");
}
