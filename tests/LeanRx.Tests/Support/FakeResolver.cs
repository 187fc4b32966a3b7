namespace LeanRx.Tests.Support;

/// <summary>A router in the hands of a test. As it comes it answers at once with <see cref="Answer"/>, or fails with <see cref="Failure"/>.</summary>
sealed class FakeResolver : IRouteResolver
{
    public ServerRoute Answer { get; set; } =
        new(new Uri("wss://one.example/"), TimeSpan.FromSeconds(3600)) { Secondary = new Uri("wss://two.example/") };

    public Exception? Failure { get; set; }

    /// <summary>Whether questions stay without an answer.</summary>
    public bool IsSilent { get; set; }

    /// <summary>The questions that were asked.</summary>
    public List<(Uri Router, string ApplicationId, bool Secure)> Questions { get; } = [];

    /// <summary>Questions that were given up before an answer.</summary>
    public int GivenUp { get; private set; }

    public Task<ServerRoute> ResolveAsync(Uri router, string applicationId, bool secure, CancellationToken cancellationToken)
    {
        Questions.Add((router, applicationId, secure));
        if (Failure is { } failure)
            return Task.FromException<ServerRoute>(failure);
        if (!IsSilent)
            return Task.FromResult(Answer);
        cancellationToken.Register(() => GivenUp++);
        return new TaskCompletionSource<ServerRoute>().Task;
    }
}
