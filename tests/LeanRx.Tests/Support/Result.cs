namespace LeanRx.Tests.Support;

/// <summary>What came of a task that must have ended by now.</summary>
static class Result
{
    public static T Of<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "The task has not ended.");
        return task.GetAwaiter().GetResult();
    }

    public static Exception ErrorOf(Task task)
    {
        Assert.True(task.IsFaulted, $"The task has not failed but is {task.Status}.");
        return task.Exception!.InnerException!;
    }
}
