namespace LeanRx.Interop;

/// <summary>What the server must refuse.</summary>
static class Refusal
{
    public static async Task OfAsync(Func<Task> attempt, string otherwise)
    {
        try
        {
            await attempt();
        }
        catch (Exception exception) when (exception is ServerRejectedException or ScenarioException { InnerException: null })
        {
            return;
        }

        throw new ScenarioException(otherwise);
    }
}
