using System.Globalization;

namespace LeanRx.Server.Interception.Internal;

/// <summary>Says why a hook gave no answer.</summary>
internal static class HookFailures
{
    public static string ReasonOf<T>(HookAnswer<T> answer, HookCalls calls) => answer.IsLate
        ? string.Create(CultureInfo.InvariantCulture, $"There was no answer within {calls.Options.Timeout.TotalSeconds:0.###} s.")
        : answer.Fault?.Message ?? "";
}
