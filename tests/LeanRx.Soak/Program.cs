using LeanRx.Soak;

var (dose, only) = args switch
{
    [] => (Dose.Full, ""),
    ["--quick"] => (Dose.Quick, ""),
    ["--only", var words] => (Dose.Full, words),
    _ => (null, ""),
};
if (dose is null)
{
    Console.Error.WriteLine("Usage: [--quick | --only WORDS-OF-AN-ATTACKS-NAME]");
    return 2;
}

return await new Soaking(dose, only).RunAsync();
