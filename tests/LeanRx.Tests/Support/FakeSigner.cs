namespace LeanRx.Tests.Support;

/// <summary>A signature provider in the hands of a test. As it comes it signs at once, each time with another nonce.</summary>
sealed class FakeSigner : ISignatureProvider
{
    /// <summary>The questions that were asked.</summary>
    public List<SignatureRequest> Requests { get; } = [];

    /// <summary>The tokens that came with them.</summary>
    public List<CancellationToken> Tokens { get; } = [];

    public Exception? Failure { get; set; }

    /// <summary>What questions wait for instead; null to answer at once.</summary>
    public TaskCompletionSource<Signature>? Pending { get; set; }

    public static Signature Signature(int number) => new(1_700_000_000_000 + number, $"nonce-{number}", $"signature-{number}");

    public static FrameSignature OnTheWire(int number) => new(1_700_000_000_000 + number, $"nonce-{number}", $"signature-{number}");

    public Task<Signature> SignAsync(SignatureRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        Tokens.Add(cancellationToken);
        if (Failure is { } failure)
            return Task.FromException<Signature>(failure);
        return Pending?.Task ?? Task.FromResult(Signature(Requests.Count));
    }
}
