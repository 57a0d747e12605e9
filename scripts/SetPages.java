// Whether PDF files are what they say they are: every file by every profile that its arguments name, in one run.
//
//   java -cp JARS scripts/SetPages.java PROFILE[,PROFILE] FILE… [-- PROFILE[,PROFILE] FILE…]
//
// Profiles are veraPDF's: 2a, 3a, ua1. One line a file and profile; ends with 1 if one does not hold.
import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

public class SetPages {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int failed = 0;
        String[] profiles = null;
        for (String argument : arguments) {
            if (argument.equals("--")) {
                profiles = null;
            } else if (profiles == null) {
                profiles = argument.split(",");
            } else {
                for (String profile : profiles) {
                    failed += holds(argument, PDFAFlavour.fromString(profile)) ? 0 : 1;
                }
            }
        }
        System.exit(failed > 0 ? 1 : 0);
    }

    static boolean holds(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
            ValidationResult result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            System.out.println(
                (result.isCompliant() ? "holds " : "FAILS ") + flavour + " " + file + " " + result.getTotalAssertions());
            result.getFailedChecks().forEach((rule, times) ->
                System.out.println("    " + rule.getClause() + "-" + rule.getTestNumber() + " x" + times));
            return result.isCompliant() && result.getTotalAssertions() > 0;
        }
    }
}
