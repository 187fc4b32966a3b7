using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace LeanRx.Tests.Support;

/// <summary>A router in the hands of a test. As it comes it answers at once with <see cref="Answer"/>, or fails with <see cref="Failure"/>.</summary>
sealed class FakeResolver : IRouteResolver
{
    public Route Answer { get; set; } = new(new Uri("wss://one.example/"), new Uri("wss://two.example/"), TimeSpan.FromSeconds(3600));

    public Exception? Failure { get; set; }

    /// <summary>Whether questions stay without an answer.</summary>
    public bool IsSilent { get; set; }

    /// <summary>The questions that were asked.</summary>
    public List<(Uri Router, string ApplicationId, bool Secure)> Questions { get; } = [];

    /// <summary>Questions that were given up before an answer.</summary>
    public int GivenUp { get; private set; }

    public IObservable<Route> Resolve(Uri router, string applicationId, bool secure)
    {
        Questions.Add((router, applicationId, secure));
        if (Failure is { } failure)
            return Observable.Throw<Route>(failure);
        return IsSilent ? new Subject<Route>().Finally(() => GivenUp++) : Observable.Return(Answer);
    }
}
