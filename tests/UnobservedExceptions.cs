using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

[assembly: AssemblyFixture(typeof(LeanRx.Testing.Tests.UnobservedExceptions))]

namespace LeanRx.Testing.Tests;

/// <summary>
/// Fails the run of an assembly whose tests left task exceptions that nobody observed; a logger of verbosity <c>normal</c> names them. An application that
/// listens for them hears of its own mistakes alone. What commands end with is not counted: it is for their caller, and many tests let go of commands.
/// </summary>
[SuppressMessage("Design", "CA1515", Justification = "The test framework makes it.")]
public sealed class UnobservedExceptions : IDisposable
{
    /// <summary>What is found may hold more of it: a task that holds a task.</summary>
    const int Collections = 5;

    readonly ConcurrentQueue<Exception> _exceptions = new();

    public UnobservedExceptions() => TaskScheduler.UnobservedTaskException += Note;

    public void Dispose()
    {
        for (var i = 0; i < Collections; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        TaskScheduler.UnobservedTaskException -= Note;
        if (!_exceptions.IsEmpty)
            throw new InvalidOperationException($"{_exceptions.Count} task exception(s) that nobody " +
                $"observed:\n{string.Join('\n', _exceptions.Select(exception => exception.ToString()).Distinct())}");
    }

    void Note(object? sender, UnobservedTaskExceptionEventArgs what)
    {
        if (!what.Exception.Flatten().InnerExceptions.All(exception => IsOfCommand(exception) || IsOfOrleans(exception)))
            _exceptions.Enqueue(what.Exception);
    }

    /// <summary>A silo of Orleans that ends leaves two of them to itself.</summary>
    static bool IsOfOrleans(Exception exception) => exception is ObjectDisposedException { ObjectName: "This instance has been disposed" };

    /// <summary>Only the client's errors are of its namespace; not every test knows the client.</summary>
    static bool IsOfCommand(Exception exception) => exception is OperationCanceledException || exception.GetType().Namespace == nameof(LeanRx);
}
