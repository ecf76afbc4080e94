"""Spanish."""
# ruff: noqa: E501 - one kind of phrase a line

from __future__ import annotations

from .common import word_pattern, word_set
from .language import Interviews, Language, Months

SPANISH = Language(
    code="es",
    months=Months(
        "ene feb mar abr may jun jul ago sep/set oct nov dic",
        names="enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
    ),
    commonest=word_set(
        """
        los las una que por con para del se como más pero sus fue está el y al lo ha su sobre este entre
        cuando muy sin también hasta donde desde todo nos durante uno ni
        """
    ),
    verbs=word_set(
        """
        dice dicen dijo dijeron dicho decía diciendo añade añadió añadido añadiendo afirma afirmó
        afirmado afirman afirmaron afirmaba asegura aseguró asegurado aseguran aseguraron aseguraba
        explica explicó explicado explican explicaron explicaba declara declaró declarado declararon
        señala señaló señalado señalan señalaron indica indicó indicado indican indicaron apunta apuntó
        apuntado subraya subrayó subrayado recalca recalcó recalcado destaca destacó destacado destacan
        insiste insistió insistido advierte advirtió advertido recuerda recordó recordado comenta
        comentó comentado cuenta contó contado cuentan relata relató relatado narra narró responde
        respondió respondido contesta contestó contestado pregunta preguntó preguntado reconoce
        reconoció reconocido admite admitió admitido confiesa confesó confesado concluye concluyó
        concluido sentencia sentenció lamenta lamentó lamentado denuncia denunció denunciado critica
        criticó criticado celebra celebró reclama reclamó pide pidió exige exigió sostiene sostuvo
        sostenido mantiene manifiesta manifestó manifestado expresa expresó expresado precisa precisó
        precisado matiza matizó aclara aclaró aclarado reitera reiteró reiterado escribe escribió
        escrito argumenta argumentó opina opinó considera consideró cree creen piensa valora valoró
        resume resumió zanja zanjó ironiza ironizó bromea bromeó anuncia anunció anunciado detalla
        detalló detallado agrega agregó agregado exclama exclamó grita gritó promete prometió reza
        puntualiza puntualizó remata remató defiende defendió avisa avisó informa informó alerta alertó
        relataba prosigue prosiguió continúa continuó
        """
    ),
    according=("según", "de acuerdo con", "en palabras de", "a juicio de", "en opinión de"),
    first_person=word_set(
        """
        yo nosotros nosotras me nos mi mis nuestro nuestra nuestros nuestras mío conmigo soy estoy tengo
        creo quiero puedo voy sé he somos estamos tenemos creemos queremos podemos vamos hemos debemos
        """
    ),
    finite=word_set(
        """
        es son era eran fue fueron está están estaba hay había ha han hemos he soy somos estamos tiene
        tienen tenemos tengo puede pueden podemos va van vamos quiero creo sé será serán debe deben sea
        haya hace
        """
    ),
    set_apart=word_set(
        """
        el la los las un una unos unas de del al a en con por para como sobre y o sin su sus este esta
        ese esa llamado llamada llamados llamadas denominado denominada supuesto supuesta titulado
        titulada es son era
        """
    ),
    determiners=word_set("el la los las un una unos unas su sus esta este esa ese de del al cada otra por"),
    topics=word_pattern(
        "temas? títulos? titulad[oa]s? lemas? bautizad[oa]s? denominad[oa]s? rótulo consigna"
    ),
    titled=word_pattern(
        """
        operaci[oó]n(?:es)? ejercicios? maniobras? pel[ií]culas? libros? novelas? canci[oó]n(?:es)?
        [aá]lbum(?:es)? discos? exposici[oó]n(?:es)? muestra conferencias? foros? seminarios? congresos?
        proyectos? programas? iniciativas? revistas? peri[oó]dicos? festival(?:es)? obras?
        documental(?:es)? series? poemas? cuadros? [oó]peras? cursos? jornadas? plan planes campañas?
        concursos? hotel hoteles mesa buques?
        """
    ),
    pronouns={"él": "m", "ella": "f"},
    between=r"ha|han|había|habían|he|también|ayer|hoy|luego|después|ya|no|se|lo|le|les|me|nos|así|aún|además|"
    r"sí|(?:este|el)\s(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)|\w+mente",
    ends_subject=r"en|a|ante|durante|tras|sobre|al|por|para|que|quien|cuando|mientras|donde|según|este|esta|ayer|"
    r"hoy|con|desde|antes|después|como|y\sañad\w+|sin|hasta",
    no_subject=r"que|a|al|en|por|para|ante|como|sobre|con|durante|tras|así|no|ayer|hoy|este|si|cuando|qué|lo|le|"
    r"también|ser|estar|haber|y|o|entre|sin|desde|hasta|sus?\s",
    prepositions=r"de|del|a|al|con|por|para|en|sobre|contra|según|ante|tras|entre|desde|hasta|como|sin",
    introduces=r"en|a|al|ante|durante|tras|sobre|por|para|con|sin|según|cuando|mientras|aunque|si|como|desde|y|o|"
    r"pero|entre|antes|después|hasta|además|también|así|por|que|quien|quienes|donde|cuyo|cuya|ayer|hoy|este",
    starters=word_set(
        """
        el la los las lo un una unos unas de del al a en con por para como sobre y e o u ni pero aunque
        sin su sus este esta estos estas ese esa esos esas aquel aquella esto eso según desde hasta
        entre tras ante durante mientras cuando donde si sí no ya también además así entonces luego
        después antes ahora hoy ayer mañana aquí allí que qué quien quién quienes cual cuál cuyo porque
        pues es son era fue ha han hay había se le les me nos te mi tu nuestro nuestra todo toda todos
        todas algunos algunas algún alguna ningún ninguna muchos muchas varios varias otro otra otros
        otras cada ambos ambas más menos muy tan tanto casi solo sólo siempre nunca incluso quizá
        finalmente actualmente asimismo igualmente mediante contra bajo hacia dos tres cuatro cinco seis
        siete ocho nueve diez mil primero segundo tercero último lunes martes miércoles jueves viernes
        sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
        diciembre fuentes foto vídeo gracias señor señora dijo
        """
    ),
    joins=frozenset({"y", "e"}),
    things=word_set(
        """
        ministerio gobierno ayuntamiento junta generalitat consejo comisión parlamento congreso senado
        corte cortes tribunal audiencia fiscalía policía guardia ejército asociación plataforma
        federación confederación sindicato partido universidad instituto hospital escuela colegio
        fundación fundacion empresa grupo banco comunidad provincia región estado estados unión europa
        españa francia alemania italia portugal reino unidos rusia ucrania china méxico argentina
        colombia venezuela chile perú israel palestina egipto irán turquía marruecos eslovenia noruega
        bangladés albania andalucía cataluña madrid barcelona sevilla valencia bruselas parís londres
        roma berlín moscú plan ley código proyecto autoridad nacional organización agencia cruz roja
        emergencias sanidad exteriores interior hacienda defensa justicia educación asuntos cultura
        economía calle plaza avenida parque río mar isla islas norte sur este oeste liga copa mundial
        festival premio día zona canal sierra paz carta semana
        """
    ),
    courtesy=word_set("sr sra srta don doña"),
    offices=word_pattern(
        """
        ministr[oa] viceministr[oa] exministr[oa] president[ea] vicepresident[ea] expresident[ea]
        portavoz alcalde(?:sa)? director(?:a)? secretari[oa] juez(?:a)? concejal(?:a)? conseller(?:a)?
        consejer[oa] diputad[oa] senador(?:a)? gobernador(?:a)? embajador(?:a)? jef[ea] líder
        entrenador(?:a)? candidat[oa] delegad[oa] comisari[oa] canciller abogad[oa] profesor(?:a)?
        experto experta analista coordinador(?:a)? representante vecino vecina médic[oa] periodista
        """
    ),
    passes_on=word_pattern("agencia diario periódico canal cadena emisora portal televisión radio revista"),
    other_articles=r"lea también|te puede interesar|le puede interesar|noticias relacionadas|artículos relacionados|más (?:noticias|leídas|información|sobre .{2,40})|lo más (?:leído|visto)|relacionad[ao]s?|también te puede.{0,30}|últimas noticias",
    pointers=r"lea también|lee también",
    interviews=Interviews(
        hints=("entrevista",),
        words=r"entrevista",
        headline=r"\bentrevista",
        tagline=r"entrevista (?:a|con|de|exclusiva)\b",
        lead=r"concedió una entrevista|en (?:una )?entrevista",
        press_conference=r"\b(?:rueda|conferencia) de prensa",
        asks=word_set("pregunta periodista entrevistador entrevistadora"),
        answers=word_set("respuesta"),
    ),
)
