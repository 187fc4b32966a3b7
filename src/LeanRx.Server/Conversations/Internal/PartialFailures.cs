using LeanRx.Protocol;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Conversations.Internal;

// protocol.md §4.4.1
/// <summary>Collects the ids for which an operation fails. A client that does not understand partial failure gets all or nothing.</summary>
internal sealed class PartialFailures
{
    readonly List<OperationError> _errors = [];
    readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    /// <summary>The errors as they stand in a reply; null when there are none.</summary>
    public IReadOnlyList<OperationError>? Errors => _errors.Count > 0 ? _errors : null;

    public void Add(int code, string detail, IEnumerable<string> ids)
    {
        var failed = ids.Where(_failed.Add).ToList();
        if (failed.Count > 0)
            _errors.Add(new OperationError { Code = code, Reason = ErrorCodes.NameOf(code), Detail = detail, ClientIds = failed });
    }

    /// <summary>The ids that have not failed yet.</summary>
    public IEnumerable<string> Rest(IEnumerable<string> ids) => ids.Where(id => !_failed.Contains(id));

    /// <summary>The ids that did not fail.</summary>
    /// <exception cref="OperationRefusedException">Some failed, and the session does not understand that others did not.</exception>
    public List<string> Rest(ISeat session, IEnumerable<string> ids)
    {
        if (_errors.Count > 0 && !session.Can(SessionCapabilities.PartialFailures))
            throw new OperationRefusedException(_errors[0].Code, _errors[0].Detail!);
        return [.. Rest(ids)];
    }
}
